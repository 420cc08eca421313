# Build: Maven, and the JDK that the toolchain plugin looks for.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The dependencies first: they change less often than the sources.
COPY pom.xml ./
RUN mvn -B -q dependency:go-offline
COPY config config
COPY rules rules
COPY src src
RUN mvn -B -q -DskipTests package

FROM eclipse-temurin:25-jre
# A user without a name or a shell: nothing here has to be written to but /tmp.
RUN mkdir -p /opt/fivewhys && chown 10001:10001 /opt/fivewhys
WORKDIR /opt/fivewhys
COPY --from=build /build/target/fivewhys.jar ./
COPY rules rules
COPY config config
USER 10001:10001

EXPOSE 8080

# The image has no curl; bash speaks enough HTTP to ask whether the service is ready.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# The service has no authentication, so it listens everywhere only because this flag says so; who may
# reach it is decided by what publishes the port.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "fivewhys.jar"]
CMD ["serve", "--http.host=0.0.0.0"]

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
# A user without a name or a shell, who may write to data and /tmp only: data holds the
# database unless store.url names another, so mount something there that outlives the container.
RUN mkdir -p /opt/fivewhys/data && chown -R 10001:10001 /opt/fivewhys && chmod 700 /opt/fivewhys/data
WORKDIR /opt/fivewhys
COPY --from=build /build/target/fivewhys.jar ./
COPY rules rules
COPY config config
USER 10001:10001

EXPOSE 8080

# The image has no curl; bash speaks enough HTTP to ask whether the service is ready.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# In a container it has to listen everywhere, and so refuses to start without an admin token:
#   docker run -e FIVEWHYS_ADMIN_TOKEN=... , or a mounted secret and
#   FIVEWHYS_ACCESS_ADMIN_TOKEN_FILE=/run/secrets/fivewhys-admin-token
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "fivewhys.jar"]
CMD ["serve", "--http.host=0.0.0.0"]

package io.fivewhys.logs.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Times;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:00Z");
  private final AccessLog log = new AccessLog(new Times(AT.plusSeconds(300)));

  private AccessLine read(String line) {
    return log.read(line, Json.of(line), Format.AUTO)
        .orElseThrow(() -> new AssertionError("not read: " + line));
  }

  @Test
  void combinedOfNginxApacheAndTomcat() {
    AccessLine line =
        read(
            "192.0.2.7 - bob [22/Nov/2026:11:15:00 +0100] \"POST /orders?x=1 HTTP/1.1\" 502 157"
                + " \"https://a.example/\" \"Mozilla/5.0 \\\"x\\\" (X11)\"");
    assertThat(line.format()).isEqualTo(Written.COMBINED);
    assertThat(line.at()).contains(AT);
    assertThat(line.method()).isEqualTo("POST");
    assertThat(line.path()).isEqualTo("/orders");
    assertThat(line.status()).isEqualTo(502);
    assertThat(line.client()).contains("192.0.2.7");
    assertThat(line.flags()).isEmpty();
    assertThat(
            read("a.example:443 2001:db8::7 - - [22/Nov/2026:10:15:00 +0000] \"GET / HTTP/1.1\" 200"
                    + " 12")
                .client())
        .contains("2001:db8::7");
    AccessLine tail =
        read(
            "192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET / HTTP/1.1\" 504 12 \"-\" \"curl/8\""
                + " \"198.51.100.9\" rt=5.003 uct=\"0.001\" us=\"504\" uaddr=\"10.1.1.9:80\"");
    assertThat(tail.millis()).hasValue(5003);
    assertThat(tail.client()).contains("198.51.100.9");
    assertThat(tail.flags()).containsExactly("UT");
  }

  @Test
  void ingressNginxWithListsOfUpstreamsAndWithNone() {
    AccessLine retried =
        read(
            "192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET /stock/9 HTTP/2.0\" 403 190 \"-\""
                + " \"curl/8\" 703 5.004 [shop-stock-80] [] 10.1.1.8:8080, 10.1.1.9:8080 0, 190"
                + " 0.003, 5.001 502, 403 ba7f");
    assertThat(retried.format()).isEqualTo(Written.INGRESS_NGINX);
    assertThat(retried.cluster()).contains("shop-stock-80");
    assertThat(retried.attempts())
        .containsExactly(
            new AccessLine.Attempt("10.1.1.8:8080", 502),
            new AccessLine.Attempt("10.1.1.9:8080", 403));
    assertThat(retried.millis()).hasValue(5004);
    AccessLine unserved =
        read(
            "192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET /stock/9 HTTP/1.1\" 503 190 \"-\""
                + " \"curl/8\" 703 0.000 [shop-stock-80] [] - - - - ba7f");
    assertThat(unserved.flags()).containsExactly("UH");
    assertThat(unserved.attempts()).isEmpty();
    assertThat(
            read("192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET /x HTTP/1.1\" 404 190 \"-\""
                    + " \"curl/8\" 703 0.000 [upstream-default-backend] [] 10.1.1.2:8080 19 0.001"
                    + " 404 ba7f")
                .flags())
        .containsExactly("NR");
  }

  @Test
  void envoyAndIstioOldAndNew() {
    AccessLine plain =
        read(
            "[2026-11-22T10:15:00.000Z] \"POST /v1/q HTTP/1.1\" 503 UF,URX 657 24 7 - \"192.0.2.99,"
                + " 10.0.0.1\" \"okhttp/4\" \"40-1\" \"a.example:443\" \"10.1.1.9:8080\"");
    assertThat(plain.flags()).containsExactlyInAnyOrder("UF", "URX");
    assertThat(plain.millis()).hasValue(7);
    assertThat(plain.client()).contains("192.0.2.99");
    assertThat(plain.host()).contains("a.example");
    AccessLine istio =
        read(
            "[2026-11-22T10:15:00.000Z] \"POST /v2/holds HTTP/2\" 503 - overflow - \"-\" 396 114 0"
                + " - \"192.0.2.9\" \"okhttp/4\" \"88\" \"a.example\" \"-\""
                + " outbound|8080||hold.shop.svc.cluster.local - 10.0.0.1:8443 192.0.2.9:271 -"
                + " holds");
    assertThat(istio.flags()).containsExactly("UO");
    assertThat(istio.cluster()).contains("outbound|8080||hold.shop.svc.cluster.local");
    assertThat(istio.route()).contains("holds");
    assertThat(istio.attempts()).isEmpty();
    AccessLine older =
        read(
            "[2026-11-22T10:15:00.000Z] \"GET /x HTTP/1.1\" 200 - \"-\" \"-\" 0 5 3 2 \"-\""
                + " \"curl/8\" \"1\" \"a\" \"10.1.1.9:80\" outbound|80||x.shop.svc.cluster.local -"
                + " 10.0.0.1:80 192.0.2.9:4711 -");
    assertThat(older.millis()).hasValue(3);
    assertThat(older.client()).contains("192.0.2.9");
    assertThat(
            read("[2026-11-22T10:15:00.000Z] \"GET /x HTTP/1.1\" 0 DC 0 0 30 - \"-\" \"-\" \"-\""
                    + " \"-\" \"10.1.1.9:80\"")
                .status())
        .isEqualTo(499);
    AccessLine json =
        read(
            "{\"start_time\":\"2026-11-22T10:15:00.000Z\",\"method\":\"GET\",\"path\":\"/x?y\",\"response_code\":503,\"response_flags\":\"NC\",\"response_code_details\":\"cluster_not_found\",\"duration\":4,\"upstream_cluster\":null,\"upstream_host\":\"-\",\"user_agent\":\"curl/8\"}");
    assertThat(json.format()).isEqualTo(Written.ENVOY_JSON);
    assertThat(json.flags()).containsExactly("NC");
    assertThat(json.at()).contains(AT);
    assertThat(json.cluster()).isEmpty();
  }

  @Test
  void haproxyTellsByItsTerminationState() {
    String format =
        "Nov 22 10:15:00 lb haproxy[27]: 192.0.2.7:4711 [22/Nov/2026:10:15:00.000] https~ be/%s"
            + " 0/0/1/28/%s %s 410 - - %s 6/5/1/2/0 0/0 {a|b} \"GET /x HTTP/1.1\"";
    assertThat(read(format.formatted("SRV_1", "29", "200", "----")).millis()).hasValue(29);
    assertThat(read(format.formatted("SRV_1", "29", "200", "----")).attempts())
        .containsExactly(new AccessLine.Attempt("be/SRV_1", 200));
    assertThat(read(format.formatted("<NOSRV>", "-1", "503", "SC--")).flags())
        .containsExactly("UH");
    assertThat(read(format.formatted("SRV_1", "5003", "503", "sC--")).flags())
        .containsExactly("UF");
    assertThat(read(format.formatted("SRV_1", "50", "502", "SH--")).flags()).containsExactly("UC");
    assertThat(read(format.formatted("SRV_1", "50", "200", "SD--")).flags()).containsExactly("UC");
    assertThat(read(format.formatted("SRV_1", "5000", "504", "sH--")).flags())
        .containsExactly("UT");
    assertThat(read(format.formatted("<NOSRV>", "5000", "503", "sQ--")).flags())
        .containsExactly("UO");
    assertThat(read(format.formatted("SRV_1", "+50", "-1", "CD--")).status()).isEqualTo(499);
  }

  @Test
  void traefikAsTextAndAsJson() {
    AccessLine text =
        read(
            "192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET /x HTTP/1.1\" 502 15 \"-\" \"curl/8\""
                + " 8841 \"x@kubernetescrd\" \"http://10.1.1.9:9000\" 34ms");
    assertThat(text.format()).isEqualTo(Written.TRAEFIK);
    assertThat(text.cluster()).contains("x@kubernetescrd");
    assertThat(text.attempts()).containsExactly(new AccessLine.Attempt("10.1.1.9:9000", 502));
    assertThat(text.millis()).hasValue(34);
    AccessLine json =
        read(
            "{\"ClientHost\":\"192.0.2.7\",\"DownstreamStatus\":504,\"Duration\":30000000000,\"OriginStatus\":504,\"RequestHost\":\"a.example\",\"RequestMethod\":\"GET\",\"RequestPath\":\"/x\",\"RouterName\":\"x@docker\",\"ServiceAddr\":\"10.1.1.9:80\",\"ServiceName\":\"x-svc@docker\",\"StartUTC\":\"2026-11-22T10:15:00Z\",\"level\":\"info\",\"msg\":\"\",\"time\":\"2026-11-22T10:15:30Z\"}");
    assertThat(json.format()).isEqualTo(Written.TRAEFIK_JSON);
    assertThat(json.millis()).hasValue(30_000);
    assertThat(json.at()).contains(AT);
    assertThat(json.flags()).containsExactly("UT");
  }

  @Test
  void kongAndGenericJson() {
    AccessLine kong =
        read(
            "{\"request\":{\"method\":\"GET\",\"uri\":\"/x?y=1\",\"url\":\"http://a.example:8000/x\",\"headers\":{\"host\":\"a.example\",\"user-agent\":\"curl/8\"}},\"response\":{\"status\":502},\"latencies\":{\"request\":61,\"kong\":1,\"proxy\":60},\"service\":{\"name\":\"stock\",\"host\":\"stock.shop.svc\"},\"route\":{\"name\":\"x\"},\"tries\":[{\"ip\":\"10.1.1.9\",\"port\":80,\"code\":502}],\"client_ip\":\"192.0.2.7\",\"started_at\":"
                + AT.toEpochMilli()
                + "}");
    assertThat(kong.format()).isEqualTo(Written.KONG_JSON);
    assertThat(kong.at()).contains(AT);
    assertThat(kong.status()).isEqualTo(502);
    assertThat(kong.cluster()).contains("stock");
    assertThat(kong.millis()).hasValue(61);
    assertThat(kong.attempts()).containsExactly(new AccessLine.Attempt("10.1.1.9:80", 502));
    AccessLine nginx =
        read(
            "{\"time_iso8601\":\"2026-11-22T10:15:00+00:00\",\"remote_addr\":\"192.0.2.7\",\"request\":\"GET"
                + " /x HTTP/1.1\",\"status\":\"503\",\"request_time\":\"0.002\",\"upstream_addr\":\"-\"}");
    assertThat(nginx.flags()).containsExactly("UH");
    assertThat(nginx.millis()).hasValue(2);
    AccessLine caddy =
        read(
            "{\"level\":\"info\",\"ts\":"
                + AT.getEpochSecond()
                + ".5,\"logger\":\"http.log.access\",\"msg\":\"handled"
                + " request\",\"request\":{\"remote_ip\":\"192.0.2.7\",\"method\":\"GET\",\"host\":\"a.example\",\"uri\":\"/x\"},\"duration\":0.25,\"status\":200}");
    assertThat(caddy.millis()).hasValue(250);
    assertThat(
            log.read(
                "{\"level\":\"error\",\"msg\":\"x\",\"status\":500}",
                Json.of("{\"level\":\"error\",\"msg\":\"x\",\"status\":500}"),
                Format.AUTO))
        .isEmpty();
  }

  @Test
  void loadBalancerOfAws() {
    AccessLine line =
        read(
            "h2 2026-11-22T10:15:00.000000Z app/lb/50dc6c495c0c9188 192.0.2.7:2817 10.1.1.9:80"
                + " 0.001 2.500 0.000 200 200 34 366 \"GET https://a.example:443/x?y HTTP/2.0\""
                + " \"curl/8\" ECDHE TLSv1.2"
                + " arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/stock/73e2 \"Root=1-58\""
                + " \"a.example\" \"arn\" 0 2026-11-22T10:15:00.000000Z \"forward\" \"-\" \"-\""
                + " \"10.1.1.9:80\" \"200\" \"-\" \"-\"");
    assertThat(line.cluster()).contains("stock");
    assertThat(line.path()).isEqualTo("/x");
    assertThat(line.host()).contains("a.example");
    assertThat(line.millis()).hasValue(2501);
    assertThat(
            read("https 2026-11-22T10:15:00.000000Z app/lb/50 192.0.2.7:2817 - -1 -1 -1 503 - 34"
                    + " 366 \"GET https://a.example:443/x HTTP/1.1\" \"curl/8\" E T"
                    + " arn:aws:x:targetgroup/stock/73e2 \"-\"")
                .flags())
        .containsExactly("UH");
  }

  @Test
  void aGivenFormatIsTheOnlyOneTried() {
    String haproxy =
        "lb haproxy[27]: 192.0.2.7:4711 [22/Nov/2026:10:15:00.000] f b/s 0/0/1/28/29 200 410 - -"
            + " ---- 6/5/1/2/0 0/0 \"GET /x HTTP/1.1\"";
    assertThat(log.read(haproxy, Optional.empty(), Format.HAPROXY)).isPresent();
    assertThat(log.read(haproxy, Optional.empty(), Format.ENVOY)).isEmpty();
    assertThat(log.read(haproxy, Optional.empty(), Format.PLAIN)).isEmpty();
  }
}

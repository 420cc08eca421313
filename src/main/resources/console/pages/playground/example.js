/** A snapshot to try things with: the one that `fivewhys example` prints. */
export const EXAMPLE = `# What was observed about a gateway over five minutes: half of /orders/** fails since 10:04.
# Try it:  java -jar target/fivewhys.jar diagnose config/example-snapshot.yaml
# Every kind of fact and field: openapi.yaml, served at /openapi.yaml.
gateway: api-gateway
namespace: shop
observedAt: "2026-03-02T10:10:00Z"
window: PT10M
facts:
  # What clients see.
  - kind: RouteTraffic
    route: "/orders/**"
    upstream: orders
    responses: {"200": 2310, "502": 415, "503": 1840}
    flags: {UH: 1840, UF: 415}
    baselineErrorRatio: 0.002
    errorsSince: "2026-03-02T10:04:20Z"
  - kind: RouteTraffic
    route: "/catalog/**"
    upstream: catalog
    responses: {"200": 9120, "500": 4}
    baselineErrorRatio: 0.001

  # What stands behind it: the pods of the new revision crash, those of the old one serve.
  - {kind: Workload, name: orders, role: upstream, desired: 4, ready: 2, available: 2, updated: 2}
  - {kind: Workload, name: catalog, role: upstream, desired: 3, ready: 3, available: 3}
  - kind: Pod
    name: orders-7d9c5b6f4-x2k8p
    workload: orders
    revision: 18
    phase: Running
    ready: false
    restarts: 6
    restartsInWindow: 6
    waitingReason: CrashLoopBackOff
    terminatedReason: Error
    exitCode: 1
  - kind: Pod
    name: orders-7d9c5b6f4-m4t7q
    workload: orders
    revision: 18
    phase: Running
    ready: false
    restarts: 6
    restartsInWindow: 6
    waitingReason: CrashLoopBackOff
    terminatedReason: Error
    exitCode: 1
  - {kind: Pod, name: orders-5f7b8d9c8-aa1bb, workload: orders, revision: 17, phase: Running, ready: true, restarts: 0}
  - {kind: Pod, name: orders-5f7b8d9c8-cc2dd, workload: orders, revision: 17, phase: Running, ready: true, restarts: 0}

  # What changed.
  - kind: Rollout
    workload: orders
    revision: 18
    previousRevision: 17
    at: "2026-03-02T10:03:30Z"
    image: "shop/orders:2.8.0"
    previousImage: "shop/orders:2.7.3"
    changes: [image]
    status: progressing

  # What the new pods say, as \`kubectl logs\` prints it.
  - kind: LogLines
    workload: orders
    revision: 18
    lines:
      - "2026-03-02T10:04:41.118Z ERROR [main] c.s.orders.Startup - Application failed to start"
      - 'java.lang.NullPointerException: Cannot invoke "com.shop.orders.TaxTable.rate()" because "this.taxes" is null'
      - "\\tat com.shop.orders.Pricing.<init>(Pricing.java:41)"
      - "\\tat com.shop.orders.Startup.main(Startup.java:22)"

  # What is well: the database answers as usual.
  - kind: DependencyProbe
    dependency: orders-db
    type: database
    usedBy: [orders]
    ok: true
    latencyMillis: 3
    baselineLatencyMillis: 3
`;

package io.fivewhys.gateway.advice;

import io.fivewhys.collect.SourceFailed.Code;
import java.util.List;

/** About the API server of a cluster. */
final class ClusterAdvice {
  private static final String READY = "kubectl get --raw '/readyz?verbose'";

  private ClusterAdvice() {}

  static List<Step> of(Code code) {
    return switch (code) {
      case TIMEOUT ->
          List.of(
              Step.of(
                  "Ask the API server from where the service runs whether it is well; a slow one"
                      + " is often slow for everybody.",
                  READY),
              Step.of(
                  "If it only takes long because there is much to list, give it more time:"
                      + " kubernetes.deadline of the gateway in gateways.file.",
                  "kubernetes:\n  deadline: 10s"));
      case UNREACHABLE ->
          List.of(
              Step.of(
                  "Check the server's address in the kubeconfig, and that a NetworkPolicy or"
                      + " firewall lets the service's pod reach it.",
                  "kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}'"),
              Step.of("See whether it answers at all.", READY));
      case UNTRUSTED ->
          List.of(
              Step.of(
                  "The kubeconfig's certificate-authority is not that of this server, or a"
                      + " certificate is over. Fetch the kubeconfig anew, or let a pod use its"
                      + " service account by leaving kubernetes.kubeconfig out."));
      case UNAUTHENTICATED ->
          List.of(
              Step.of(
                  "The token or client certificate is over or was withdrawn. Renew it in the"
                      + " kubeconfig; in a pod, look that automountServiceAccountToken is not"
                      + " false.",
                  "kubectl auth whoami"));
      case FORBIDDEN ->
          List.of(
              Step.of(
                  "Its account may read nothing there. Bind the Role of"
                      + " config/kubernetes-reader.yaml in each namespace that is looked at"
                      + " (kubernetes.namespaces).",
                  "kubectl apply -n NAMESPACE -f config/kubernetes-reader.yaml"));
      case NOT_FOUND ->
          List.of(
              Step.of(
                  "What answers there is no API server of Kubernetes. Check the server and the"
                      + " context of the kubeconfig; a proxy before it may need a path.",
                  "kubectl version"));
      case UNAVAILABLE ->
          List.of(
              Step.of(
                  "The API server fails or has too much to do (429). It mends itself when that"
                      + " ends; if it lasts, look at the server and at who asks it that much.",
                  READY));
      case NONSENSE, TOO_LARGE ->
          List.of(
              Step.of(
                  "Something between the service and the API server answers in its place, or"
                      + " answers more than is kept. Check the address, and narrow"
                      + " kubernetes.namespaces."));
      case MISCONFIGURED ->
          List.of(
              Step.of(
                  "Check kubernetes.kubeconfig and kubernetes.context in gateways.file, and that"
                      + " the service may read that file. Left out, a pod's service account is"
                      + " used.",
                  "kubectl config get-contexts"));
      case INTERNAL -> List.of(Step.of(WebAdvice.OUR_FAULT));
    };
  }
}

package io.fivewhys.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the process that it is loaded into as a power failure would, at a named point: {@code
 * io.fivewhys.store.Outbox.claim:exit:2} is when that method is about to return for the second
 * time; with {@code :stop} behind it the process stops there, as with SIGSTOP, until it is let go
 * on. And makes some of the product's spans shorter, so that a test need not wait for them: {@code
 * io.fivewhys.pipeline.Courier.CLAIM=PT4S}. So the product itself knows nothing of either.
 */
public final class CrashAgent {
  private static final ClassDesc SELF = ClassDesc.of(CrashAgent.class.getName());
  private static final String STOP = "stop";
  private static final AtomicInteger left = new AtomicInteger();

  private CrashAgent() {}

  /**
   * A point at which a process may end.
   *
   * @param stops it does not end there, it only stops
   */
  public record Point(String type, String method, boolean atExit, int time, boolean stops) {
    static Point parse(String text) {
      String[] parts = text.split(":");
      int dot = parts[0].lastIndexOf('.');
      return new Point(
          parts[0].substring(0, dot),
          parts[0].substring(dot + 1),
          parts[1].equals("exit"),
          Integer.parseInt(parts[2]),
          parts.length > 3 && parts[3].equals(STOP));
    }

    @Override
    public String toString() {
      String place = type + "." + method + ":" + (atExit ? "exit" : "entry") + ":" + time;
      return stops ? place + ":" + STOP : place;
    }
  }

  /** A constant of the product, of type Duration, that is something else in the process. */
  public record Span(String type, String constant, Duration length) {
    static Span parse(String text) {
      int equals = text.indexOf('=');
      int dot = text.lastIndexOf('.', equals);
      return new Span(
          text.substring(0, dot),
          text.substring(dot + 1, equals),
          Duration.parse(text.substring(equals + 1)));
    }

    @Override
    public String toString() {
      return type + "." + constant + "=" + length;
    }
  }

  /**
   * @param orders points and spans with commas between them
   */
  public static void premain(String orders, Instrumentation instrumentation) {
    for (String order : orders.split(",")) {
      if (order.indexOf('=') > 0) {
        instrumentation.addTransformer(new Shortening(Span.parse(order)));
      } else {
        var at = Point.parse(order);
        left.set(at.time());
        instrumentation.addTransformer(new Halting(at));
      }
    }
  }

  /** Called by the woven class. */
  public static void reached() {
    if (left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(137);
    }
  }

  /** The same, where it only stops. */
  public static void stopped() {
    if (left.decrementAndGet() == 0) {
      try {
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-STOP", self).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Halting(Point point) implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] bytes) {
      if (name == null || !name.equals(point.type().replace('.', '/'))) {
        return null;
      }
      ClassModel model = ClassFile.of().parse(bytes);
      return ClassFile.of()
          .transformClass(model, ClassTransform.transformingMethodBodies(this::isMeant, halting()));
    }

    private boolean isMeant(MethodModel method) {
      return method.methodName().equalsString(point.method());
    }

    private CodeTransform halting() {
      if (point.atExit()) {
        return (builder, element) -> {
          if (element instanceof ReturnInstruction) {
            call(builder, point);
          }
          builder.with(element);
        };
      }
      return CodeTransform.ofStateful(() -> new AtEntry(point));
    }
  }

  private record Shortening(Span span) implements ClassFileTransformer {
    private static final ClassDesc DURATION = ClassDesc.of(Duration.class.getName());

    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] bytes) {
      if (name == null || !name.equals(span.type().replace('.', '/'))) {
        return null;
      }
      ClassModel model = ClassFile.of().parse(bytes);
      return ClassFile.of()
          .transformClass(
              model,
              ClassTransform.transformingMethodBodies(
                  method -> method.methodName().equalsString("<clinit>"), this::replace));
    }

    private void replace(CodeBuilder builder, CodeElement element) {
      if (element instanceof FieldInstruction field
          && field.opcode() == Opcode.PUTSTATIC
          && field.name().equalsString(span.constant())) {
        builder
            .pop()
            .loadConstant(span.length().toMillis())
            .invokestatic(DURATION, "ofMillis", MethodTypeDesc.of(DURATION, ConstantDescs.CD_long));
      }
      builder.with(element);
    }
  }

  private record AtEntry(Point point) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder builder) {
      call(builder, point);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }

  private static void call(CodeBuilder builder, Point point) {
    builder.invokestatic(
        SELF, point.stops() ? "stopped" : "reached", MethodTypeDesc.ofDescriptor("()V"));
  }
}

package io.fivewhys.collect.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * As much of an AMQP 0-9-1 broker as a probe meets: what is asked, by its class and method, and
 * what is answered to it.
 */
final class FakeBroker {
  private static final int METHOD = 1;
  private static final int FRAME_END = 0xCE;
  private static final int GREETING = 0;

  private final Map<Integer, byte[]> answers = new HashMap<>();

  FakeBroker() {
    answer(GREETING, method(10, 10).bytes(0, 9).table(capabilities()).text("PLAIN").text("en_US"));
    answer(id(10, 11), method(10, 30).bytes(7, 255, 0, 2, 0, 0, 0, 0));
    answer(id(10, 40), method(10, 41).shortText(""));
    answer(id(10, 50), method(10, 51));
    answer(id(20, 10), method(20, 11).text(""));
    answer(id(20, 40), method(20, 41));
    answer(id(50, 10), method(50, 11).shortText("orders").number(42).number(3));
    answer(id(85, 10), method(85, 11));
    answer(id(60, 40), method(60, 80).number(0).number(1).bytes(0));
  }

  /** Says that a login that fails is answered, not just hung up on. */
  private static byte[] capabilities() {
    var inner = new Method().shortText("authentication_failure_close").bytes('t', 1);
    return new Method().shortText("capabilities").bytes('F').table(inner.toBytes()).toBytes();
  }

  static int id(int type, int method) {
    return type << 16 | method;
  }

  private static Method method(int type, int method) {
    return new Method().bytes(0, type, 0, method);
  }

  private void answer(int asked, Method answer) {
    answers.put(asked, answer.toBytes());
  }

  /** Closes the connection when this is asked. */
  FakeBroker closing(int asked, int code, String text) {
    answer(asked, method(10, 50).bytes(code >> 8, code & 255).shortText(text).bytes(0, 0, 0, 0));
    return this;
  }

  /** Closes the channel when this is asked. */
  FakeBroker closingChannel(int asked, int code, String text) {
    answer(asked, method(20, 40).bytes(code >> 8, code & 255).shortText(text).bytes(0, 0, 0, 0));
    return this;
  }

  /** Says that it is blocked when this is asked. */
  FakeBroker blocking(int asked, String reason) {
    answer(asked, method(10, 60).shortText(reason));
    return this;
  }

  /** Says nothing when this is asked. */
  FakeBroker silentTo(int asked) {
    answers.remove(asked);
    return this;
  }

  void serve(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    var out = new DataOutputStream(socket.getOutputStream());
    in.readNBytes("AMQP0091".length());
    send(out, 0, answers.get(GREETING));
    while (true) {
      int type = in.readUnsignedByte();
      int channel = in.readUnsignedShort();
      byte[] payload = in.readNBytes(in.readInt());
      in.readUnsignedByte();
      if (type == METHOD) {
        int asked = id(payload[1], payload[3]);
        Optional<byte[]> answer = Optional.ofNullable(answers.get(asked));
        if (answer.isPresent()) {
          send(out, answer.get()[1] == 10 ? 0 : channel, answer.get());
        }
      }
    }
  }

  private static void send(DataOutputStream out, int channel, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream();
    var bytes = new DataOutputStream(frame);
    bytes.writeByte(METHOD);
    bytes.writeShort(channel);
    bytes.writeInt(payload.length);
    bytes.write(payload);
    bytes.writeByte(FRAME_END);
    out.write(frame.toByteArray());
    out.flush();
  }

  private static final class Method {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Method bytes(int... values) {
      for (int each : values) {
        bytes.write(each);
      }
      return this;
    }

    Method number(int value) {
      return bytes(value >> 24, value >> 16, value >> 8, value);
    }

    Method table(byte[] content) {
      number(content.length);
      bytes.writeBytes(content);
      return this;
    }

    Method text(String text) {
      return table(text.getBytes(StandardCharsets.UTF_8));
    }

    Method shortText(String text) {
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      bytes.write(content.length);
      bytes.writeBytes(content);
      return this;
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }
  }
}

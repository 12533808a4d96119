package org.opensy.mining.stratum.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;

class MinerChannelTest {
  private final List<String> written = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private int flushes;
  private final EventExecutor executor =
      proxy(
          EventExecutor.class,
          (loop, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("execute");
            tasks.add((Runnable) arguments[0]);
            return null;
          });
  private final MinerChannel channel =
      new MinerChannel(
          proxy(
              ChannelHandlerContext.class,
              (context, method, arguments) ->
                  switch (method.getName()) {
                    case "executor" -> executor;
                    case "write" -> {
                      written.add(((ByteBuf) arguments[0]).toString(StandardCharsets.UTF_8));
                      yield null;
                    }
                    default -> {
                      assertThat(method.getName()).isEqualTo("flush");
                      flushes++;
                      yield context;
                    }
                  }),
          new LoopMiners(new EmbeddedChannel().eventLoop()));

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Test
  void answersOfOneTaskGoOutWithOneFlushAfterIt() {
    for (int id = 1; id <= 10; id++) {
      channel.sendTogether(Ok.accepted(RpcId.of(id)));
    }
    assertThat(flushes).isZero();
    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(flushes).isEqualTo(1);
    assertThat(written).hasSize(10);
    channel.sendTogether(Ok.accepted(RpcId.of(11)));
    tasks.remove().run();
    assertThat(flushes).isEqualTo(2);
  }

  @Test
  void anythingElseGoesOutAtOnceAndTakesThemAlong() {
    channel.sendTogether(Ok.accepted(RpcId.of(1)));
    channel.send(Ok.keptAlive(RpcId.of(2)));
    assertThat(flushes).isEqualTo(1);
    assertThat(written).hasSize(2).first().asString().contains("\"id\":1");
  }
}

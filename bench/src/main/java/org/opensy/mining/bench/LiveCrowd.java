package org.opensy.mining.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clients that listen to the statistics of a pool, read by one thread, and some that read nothing.
 * Not thread-safe.
 */
final class LiveCrowd implements AutoCloseable {
  private static final byte[] EVENT = "event: stats".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REQUEST =
      "GET /api/v1/events?channels=stats HTTP/1.1\r\nHost: bench\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int SMALL_BUFFER = 4096;
  private static final long ROUND_NANOS = 1_000_000_000L;

  private final List<SocketChannel> channels = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final Selector selector;
  private final InetSocketAddress address;
  private final List<Long> spreads = new ArrayList<>();
  private long events;
  private long roundBegin;
  private long last;

  LiveCrowd(int port) throws IOException {
    selector = Selector.open();
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** One more client; one that does not read takes as little as it can. */
  void join(boolean reads) throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (!reads) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    }
    channel.connect(address);
    channel.write(ByteBuffer.wrap(REQUEST));
    channel.configureBlocking(false);
    if (reads) {
      channel.register(selector, SelectionKey.OP_READ);
    }
    channels.add(channel);
  }

  /** Reads what comes for so long; forgets what came before. */
  void listen(double seconds) throws IOException {
    events = 0;
    spreads.clear();
    long end = System.nanoTime() + Math.round(seconds * 1e9);
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      selector.select(Math.max(1, (end - now) / 1_000_000));
      for (SelectionKey key : selector.selectedKeys()) {
        read((SocketChannel) key.channel());
      }
      selector.selectedKeys().clear();
    }
  }

  private void read(SocketChannel channel) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IllegalStateException("the pool has ended a stream");
    }
    buffer.flip();
    byte[] text = new byte[buffer.remaining()];
    buffer.get(text);
    for (int i = 0; i + EVENT.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + EVENT.length, EVENT, 0, EVENT.length)) {
        arrived(System.nanoTime());
      }
    }
  }

  /** Rounds are two seconds apart. */
  private void arrived(long now) {
    if (now - last > ROUND_NANOS) {
      if (events > 0) {
        spreads.add(last - roundBegin);
      }
      roundBegin = now;
    }
    last = now;
    events++;
  }

  /** Events that came. */
  long events() {
    return events;
  }

  /** Milliseconds from the first to the last client of each round but the last one, sorted. */
  List<Double> spreads() {
    return spreads.stream().sorted().map(nanos -> nanos / 1e6).toList();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}

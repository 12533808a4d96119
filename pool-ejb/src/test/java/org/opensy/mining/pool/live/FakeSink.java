package org.opensy.mining.pool.live;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A connection that takes as much as it is told to, and remembers what it took. */
final class FakeSink implements LiveSink {
  final List<LiveEvent> taken = new ArrayList<>();
  final List<LiveEnd> ends = new ArrayList<>();
  int room = Integer.MAX_VALUE;
  int flushes;
  boolean broken;
  boolean failing;
  boolean over;

  @Override
  public Transport transport() {
    return Transport.SSE;
  }

  @Override
  public boolean isReady() {
    return room > 0;
  }

  @Override
  public void write(LiveEvent event) throws IOException {
    if (failing) {
      throw new UnsupportedOperationException("no words for that");
    }
    if (broken) {
      throw new IOException("gone");
    }
    room--;
    taken.add(event);
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public boolean isOver(Instant now) {
    return over;
  }

  @Override
  public void end(LiveEnd why) {
    ends.add(why);
    if (failing) {
      throw new UnsupportedOperationException("ended already");
    }
  }

  /** What the events tell, in the order in which they came. */
  List<LiveData> data() {
    return taken.stream().map(LiveEvent::data).toList();
  }
}

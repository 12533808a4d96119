package org.opensy.mining.coopmine.coordinator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.coopmine.protocol.NonceSpan;

class NonceSpaceTest {
  private static final int OFFSET = 76;

  @Test
  void hasAllNoncesWhenThePoolLeavesTheNonceZero() {
    NonceSpan whole = NonceSpace.of(new byte[80], OFFSET).whole();
    assertThat(whole).isEqualTo(new NonceSpan(0, 1L << 32));
  }

  @Test
  void keepsTheLastNonceByteWhenThePoolSetsIt() {
    byte[] blob = new byte[80];
    blob[OFFSET + 3] = (byte) 0xab;
    NonceSpan whole = NonceSpace.of(blob, OFFSET).whole();
    assertThat(whole).isEqualTo(new NonceSpan(0xab00_0000L, 1L << 24));
    assertThat(new NonceBlob(blob, OFFSET).withNonce((int) (whole.end() - 1)))
        .endsWith(0xff, 0xff, 0xff, 0xab);
  }

  @Test
  void keepsAZeroLastByteWhenAnotherNonceByteIsSet() {
    byte[] blob = new byte[80];
    blob[OFFSET] = 1;
    assertThat(NonceSpace.of(blob, OFFSET).whole()).isEqualTo(new NonceSpan(0, 1L << 24));
  }

  /** Whatever the order and the sizes: every nonce of the space has one owner, and only one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 20261122, 987654321})
  void givesEachNonceToExactlyOneWorker(long seed) {
    Random random = new Random(seed);
    byte[] blob = new byte[80];
    blob[OFFSET + 3] = (byte) 0xff;
    NonceSpace space = NonceSpace.of(blob, OFFSET);
    long base = space.whole().first();
    BitSet given = new BitSet(1 << 24);
    Map<NonceSpan, Long> owners = new HashMap<>();
    while (space.remaining() > 0) {
      long worker = 1L + random.nextInt(5);
      NonceSpan span = space.grant(worker, 1L + random.nextInt(200_000)).orElseThrow();
      int from = (int) (span.first() - base);
      int to = (int) (span.end() - base);
      assertThat(given.get(from, to).isEmpty()).as("seed %s", seed).isTrue();
      given.set(from, to);
      owners.put(span, worker);
    }
    assertThat(given.cardinality()).as("seed %s", seed).isEqualTo(1 << 24);
    assertThat(space.grant(1, 1)).isEmpty();
    owners.forEach((span, worker) -> assertOwned(space, span, worker));
  }

  private static void assertOwned(NonceSpace space, NonceSpan span, long owner) {
    for (long nonce : List.of(span.first(), span.end() - 1)) {
      for (long worker = 1; worker <= 5; worker++) {
        assertThat(space.isGrantedTo(worker, (int) nonce)).isEqualTo(worker == owner);
      }
    }
  }

  @Test
  void handlesTheUpperHalfAsUnsigned() {
    NonceSpace space = NonceSpace.of(new byte[80], OFFSET);
    space.grant(1, 0x7fff_fff0L);
    NonceSpan across = space.grant(2, 0x20).orElseThrow();
    assertThat(across.contains(0x7fff_ffff)).isTrue();
    assertThat(across.contains(0x8000_000f)).isTrue();
    assertThat(across.contains(0x8000_0010)).isFalse();
    assertThat(space.isGrantedTo(2, 0x8000_0000)).isTrue();
    NonceSpan rest = space.grant(3, Long.MAX_VALUE >> 1).orElseThrow();
    assertThat(rest.end()).isEqualTo(1L << 32);
    assertThat(space.isGrantedTo(3, -1)).isTrue();
  }

  @Test
  void ownsNothingThatWasNotGranted() {
    NonceSpace space = NonceSpace.of(new byte[80], OFFSET);
    assertThat(space.isGrantedTo(1, 0)).isFalse();
    space.grant(1, 10);
    assertThat(space.isGrantedTo(1, 9)).isTrue();
    assertThat(space.isGrantedTo(1, 10)).isFalse();
  }

  @Test
  void endsWhenTheBookOfGrantsIsFullButServesTheLastOwnerOn() {
    NonceSpace space = NonceSpace.of(new byte[80], OFFSET);
    List<NonceSpan> spans = new ArrayList<>();
    for (int i = 0; i < NonceSpace.MAX_GRANTS; i++) {
      spans.add(space.grant(i % 2, 1).orElseThrow());
    }
    long last = (NonceSpace.MAX_GRANTS - 1) % 2;
    assertThat(spans).doesNotHaveDuplicates();
    assertThat(space.grant(1 - last, 1)).isEmpty();
    assertThat(space.grant(last, 1)).isPresent();
  }

  @Test
  void takesEachNonceAsAShareOnce() {
    NonceSpace space = NonceSpace.of(new byte[80], OFFSET);
    assertThat(space.claim(7)).isTrue();
    assertThat(space.claim(7)).isFalse();
    assertThat(space.claim(-7)).isTrue();
  }

  static NonceSpan take(NonceSpace space, long count) {
    return space.grant(1, count).orElseThrow();
  }
}

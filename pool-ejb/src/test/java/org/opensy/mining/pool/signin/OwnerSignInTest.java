package org.opensy.mining.pool.signin;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.ByteVector64;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.auth.RoleNames;
import org.opensy.mining.pool.auth.SigningKeys;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.AuthSettings;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ownership.Challenge;
import org.opensy.mining.pool.signin.OwnerSignIn.Outcome;
import org.opensy.mining.pool.signin.OwnerSignIn.Refusal;

/** Owners who sign in, with a real database and a key of their own. */
class OwnerSignInTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.5Z");
  private static final AuthSettings SETTINGS =
      new AuthSettings(
          Optional.empty(),
          new AuthSettings.Issuer(
              "opensy-pool",
              List.of("opensy-pool"),
              false,
              Duration.ofMinutes(15),
              Duration.ofMinutes(120)),
          SigningKeys.random(),
          new RoleNames(List.of("groups"), Map.of()));

  private final PrivateKey key = new PrivateKey(new ByteVector32("11".repeat(32)));
  private final Address owner = Address.p2wpkh(Network.REGTEST, key.publicKey().hash160());
  private final Address other = Address.p2wpkh(Network.REGTEST, new byte[20]);
  private Instant now = NOON;
  private DataSource database;
  private OwnerSignIn owners;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    owners = owners(SETTINGS, "north");
  }

  private OwnerSignIn owners(AuthSettings settings, String pool) {
    SignIn signIn = new SignIn(settings, text -> Optional.empty(), () -> now);
    return new OwnerSignIn(database, pool, settings.keys()::seal, signIn, () -> now);
  }

  private String challenge() {
    return owners.line(owners.challenge(owner));
  }

  /** As {@code signmessage} does it, with the words of the chain. */
  private String sign(String line) {
    String magic = "\u0017OpenSY Signed Message:\n";
    byte[] text = (magic + (char) line.length() + line).getBytes(StandardCharsets.ISO_8859_1);
    byte[] digest = Crypto.hash256(text);
    ByteVector64 signature = Crypto.sign(digest, key);
    byte[] bytes = new byte[65];
    System.arraycopy(signature.toByteArray(), 0, bytes, 1, 64);
    int id = Crypto.recoverPublicKey(signature, digest, 0).equals(key.publicKey()) ? 0 : 1;
    bytes[0] = (byte) (39 + id);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Refusal refusal(Address address, String line, String signature) {
    Outcome outcome = owners.signIn(address, line, signature);
    assertThat(outcome.token()).isEmpty();
    return outcome.refusal().orElseThrow();
  }

  @Test
  void theLineSaysWhereAsWhomWhatForAndUntilWhen() {
    assertThat(challenge())
        .matches(
            "Sign in at the mining pool north on regtest as the owner of "
                + owner
                + ", once, before 2026-11-28T12:15:00Z: [0-9a-f]{32}-[0-9a-f]{64}")
        .hasSizeLessThan(253);
    assertThat(challenge()).isNotEqualTo(challenge());
  }

  @Test
  void whoSignsItGetsATokenForTheAddress() {
    String line = challenge();
    String token = owners.signIn(owner, line, sign(line)).token().orElseThrow();
    String claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(claims).contains("\"miner_address\":\"" + owner + "\"", "\"groups\":[\"miner\"]");
  }

  @Test
  void itCountsOnce() {
    String line = challenge();
    String signature = sign(line);
    assertThat(owners.signIn(owner, line, signature).token()).isPresent();
    assertThat(refusal(owner, line, signature)).isEqualTo(Refusal.CHALLENGE_USED);
  }

  @Test
  void itCountsUntilItsEndAndIsThenForgotten() throws SQLException {
    String line = challenge();
    String signature = sign(line);
    now = Instant.parse("2026-11-28T12:14:59.999Z");
    assertThat(owners.signIn(owner, line, signature).token()).isPresent();
    now = Instant.parse("2026-11-28T12:15:00Z");
    assertThat(refusal(owner, line, signature)).isEqualTo(Refusal.CHALLENGE_EXPIRED);
    now = now.plusSeconds(1);
    String next = challenge();
    assertThat(owners.signIn(owner, next, sign(next)).token()).isPresent();
    assertThat(Database.value(database, "select count(*) from used_challenges")).isEqualTo("1");
  }

  @Test
  void aChallengeIsForItsAddressAndPoolAlone() {
    String line = challenge();
    assertThat(refusal(other, line, sign(line))).isEqualTo(Refusal.CHALLENGE_INVALID);
    AuthSettings stranger =
        new AuthSettings(
            Optional.empty(), SETTINGS.issuer(), SigningKeys.random(), SETTINGS.roles());
    OwnerSignIn elsewhere = owners(stranger, "north");
    String theirs = elsewhere.line(elsewhere.challenge(owner));
    assertThat(refusal(owner, theirs, sign(theirs))).isEqualTo(Refusal.CHALLENGE_INVALID);
  }

  @Test
  void aLineThatWasChangedIsNone() {
    String line = challenge();
    for (String changed :
        Set.of(
            line.replace("12:15", "12:55"),
            line.replace("north", "south"),
            line.replace(owner.toString(), other.toString()),
            line + " ",
            line.substring(1),
            "")) {
      assertThat(refusal(owner, changed, sign(changed))).isEqualTo(Refusal.CHALLENGE_INVALID);
    }
  }

  @Test
  void whatSomebodyElseSignedProvesNothingAndLeavesTheChallengeAlone() {
    String line = challenge();
    assertThat(refusal(owner, line, sign(line + "."))).isEqualTo(Refusal.SIGNATURE_WRONG);
    assertThat(refusal(owner, line, "nothing")).isEqualTo(Refusal.SIGNATURE_WRONG);
    assertThat(owners.signIn(owner, line, sign(line)).token()).isPresent();
  }

  @Test
  void aChallengeIsReadAsItWasWritten() {
    Challenge challenge = owners.challenge(owner);
    assertThat(Challenge.parse(owners.line(challenge), SETTINGS.keys()::seal)).contains(challenge);
  }
}

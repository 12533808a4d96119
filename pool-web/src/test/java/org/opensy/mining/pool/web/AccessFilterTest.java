package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to a resource, by its marks and by the token. */
class AccessFilterTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String OTHER = "syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx";

  private final Api api = new Api(new Marked(), new Unmarked(), new Public());

  /** For roles, but for what its methods say. */
  @Path("/marked")
  @Produces("text/plain")
  @RolesAllowed({Roles.OPERATOR, Roles.TREASURER})
  public static class Marked {
    /** As the class says. */
    @GET
    public String roles(@Context SecurityContext context) {
      return context.getUserPrincipal().getName()
          + " "
          + context.isUserInRole("operator")
          + " "
          + context.isUserInRole("admin");
    }

    /** For everybody. */
    @GET
    @PermitAll
    @Path("/public")
    public String everybody() {
      return "";
    }

    /** For nobody. */
    @GET
    @DenyAll
    @Path("/denied")
    public String nobody() {
      return "";
    }

    /** For a miner. */
    @GET
    @RolesAllowed(Roles.MINER)
    @Path("/miners/{address}")
    public String own() {
      return "";
    }

    /** For a miner, though nothing says which. */
    @GET
    @RolesAllowed(Roles.MINER)
    @Path("/miners")
    public String whose() {
      return "";
    }

    /** For a miner and for operators. */
    @GET
    @RolesAllowed({Roles.MINER, Roles.OPERATOR})
    @Path("/both/{address}")
    public String both() {
      return "";
    }
  }

  /** Somebody forgot to say whom it is for. */
  @Path("/unmarked")
  public static class Unmarked {
    /** For nobody. */
    @GET
    public String forgotten() {
      return "";
    }
  }

  /** For everybody. */
  @Path("/public")
  @PermitAll
  public static class Public {
    /** As the class says. */
    @GET
    public String everybody() {
      return "";
    }

    /** But this is not. */
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Path("/not")
    public String admins() {
      return "";
    }
  }

  private Api.Answer ask(String path, JsonObjectBuilder claims) {
    return api.ask("GET", path, "", "Bearer " + Api.token(claims));
  }

  private void isRefused(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.object().getString("code")).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unmarked", "marked/denied"})
  void whatIsNotMarkedIsForNobody(String path) {
    isRefused(api.ask("GET", path, "", ""), 401, "token_missing");
    isRefused(api.get(path), 403, "role_missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "marked/public"})
  void whatIsPublicIsForEverybodyWhateverTheyShow(String path) {
    assertThat(api.ask("GET", path, "", "").status()).isEqualTo(200);
    assertThat(api.ask("GET", path, "", "Bearer nonsense").status()).isEqualTo(200);
    assertThat(api.wrongTokens()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "marked, operator, 200",
    "marked, treasurer, 200",
    "marked, admin, 403",
    "marked, miner, 403",
    "marked, '', 403",
    "marked, Operator, 403",
    "public/not, admin, 200",
    "public/not, operator, 403"
  })
  void oneOfTheRolesIsNeeded(String path, String role, int status) {
    assertThat(ask(path, Api.claims("alice", role)).status()).isEqualTo(status);
  }

  @Test
  void whoIsNotSignedInIsToldHow() {
    Api.Answer missing = api.ask("GET", "marked", "", "");
    isRefused(missing, 401, "token_missing");
    assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"pool\"");
    assertThat(api.wrongTokens()).isEmpty();

    Api.Answer wrong = api.ask("GET", "marked", "", "Bearer nonsense");
    isRefused(wrong, 401, "token_invalid");
    assertThat(wrong.header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"pool\", error=\"invalid_token\"");
    assertThat(api.wrongTokens()).containsExactly(Api.CLIENT);
  }

  /** Whoever asks on with what was good once has not guessed. */
  @Test
  void aTokenThatHasExpiredIsNoOffence() {
    isRefused(
        ask("marked", Api.claims("alice", "operator").add("exp", Api.NOON.getEpochSecond())),
        401,
        "token_expired");
    assertThat(api.wrongTokens()).isEmpty();
  }

  @Test
  void resourcesLearnWhoItIs() {
    assertThat(ask("marked", Api.claims("key-7", "operator").add("upn", "alice")).body())
        .isEqualTo("alice (key-7) true false");
  }

  @ParameterizedTest
  @CsvSource({
    "marked/miners/" + MINER + ", 200",
    "marked/miners/SYL1QY552PUGV6KJ6AU8KERUK0CMTZVC4XFELZVXA2Z, 200",
    "marked/miners/nobody, 400",
    "marked/miners, 403",
    "marked/both/" + MINER + ", 200",
    "marked, 403"
  })
  void aMinerSeesWhatBelongsToTheAddressOfTheToken(String path, int status) {
    JsonObjectBuilder claims = Api.claims("key-7", "miner").add("miner_address", MINER);
    assertThat(ask(path, claims).status()).isEqualTo(status);
  }

  @Test
  void aForeignAddressIsForItsMinerAlone() {
    String path = "marked/miners/" + MINER;
    isRefused(ask(path, Api.claims("key-7", "miner")), 403, "foreign_address");
    JsonObjectBuilder other = Api.claims("key-7", "miner").add("miner_address", OTHER);
    isRefused(ask(path, other), 403, "foreign_address");
    String both = "marked/both/" + MINER;
    isRefused(ask(both, Api.claims("key-7", "miner")), 403, "foreign_address");
    assertThat(ask(both, Api.claims("key-7", "miner", "operator")).status()).isEqualTo(200);
  }
}

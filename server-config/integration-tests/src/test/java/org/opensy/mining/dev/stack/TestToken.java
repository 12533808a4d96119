package org.opensy.mining.dev.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token for test pools, good or bad, made without the pool's own code. Each test pool signs with
 * {@link #PRIVATE_KEY}. Not thread-safe.
 */
public final class TestToken {
  /** The key of the issuer. */
  public static final KeyPair KEY = newKey();

  /** The same, as the pool reads it. */
  public static final String PRIVATE_KEY =
      "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(KEY.getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final long LIFE_SECONDS = 7_000;

  private final ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
  private final ObjectNode claims = JSON.createObjectNode();

  private TestToken(String subject) {
    long now = Instant.now().getEpochSecond();
    claims
        .put("iss", "opensy-pool")
        .put("aud", "opensy-pool")
        .put("sub", subject)
        .put("iat", now)
        .put("exp", now + LIFE_SECONDS)
        .put("jti", UUID.randomUUID().toString());
  }

  /** A good token for somebody with roles. */
  public static TestToken of(String subject, String... roles) {
    TestToken token = new TestToken(subject);
    for (String role : roles) {
      token.claims.withArray("groups").add(role);
    }
    return token;
  }

  /** What an operator of a test pool shows who may do everything; good for about two hours. */
  public static String operator() {
    return operator("operator");
  }

  /** The same for somebody of this name. */
  public static String operator(String subject) {
    return of(subject, "operator", "treasurer", "admin").signed();
  }

  /** A new RSA key. */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** With that claim; without it if the value is null. */
  public TestToken with(String claim, Object value) {
    JsonNode json = JSON.valueToTree(value);
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.set(claim, json);
    }
    return this;
  }

  /** With a time, so many seconds from now. */
  public TestToken withTime(String claim, long secondsFromNow) {
    return with(claim, Instant.now().getEpochSecond() + secondsFromNow);
  }

  /** With that member of the header. */
  public TestToken withHeader(String name, String value) {
    header.put(name, value);
    return this;
  }

  /** Signed with the issuer's key. */
  public String signed() {
    return signedBy(KEY);
  }

  /** Signed with that key, RS256. */
  public String signedBy(KeyPair key) {
    String signed = signed64();
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Not signed at all, which is what it says: {@code none}. */
  public String unsigned() {
    return withHeader("alg", "none").signed64() + ".";
  }

  /** Signed with HS256, with what everybody knows of the issuer's key for the secret. */
  public String signedWithThePublicKey() {
    String signed = withHeader("alg", "HS256").signed64();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getPublic().getEncoded(), "HmacSHA256"));
      byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(code);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Tokens that go by this name of the key; see {@link #publicKeys}. */
  public TestToken ofKey(String id) {
    return withHeader("kid", id);
  }

  /** A JSON Web Key Set of one key, which has this name. */
  public static String publicKeys(String id, KeyPair key) {
    RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
    ObjectNode set = JSON.createObjectNode();
    set.withArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", id)
        .put("n", BASE64.encodeToString(unsigned(rsa.getModulus())))
        .put("e", BASE64.encodeToString(unsigned(rsa.getPublicExponent())));
    return set.toString();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  /** Whether a key of a JSON Web Key Set verifies a token, RS256. */
  public static boolean isSignedByOneOf(String token, JsonNode keys) {
    for (JsonNode key : keys) {
      if (isSignedBy(token, number(key, "n"), number(key, "e"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSignedBy(String token, BigInteger modulus, BigInteger exponent) {
    int end = token.lastIndexOf('.');
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
      signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
    } catch (GeneralSecurityException otherLength) {
      return false;
    }
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asText()));
  }

  private String signed64() {
    return base64(header) + "." + base64(claims);
  }

  private static String base64(JsonNode json) {
    return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}

package org.opensy.mining.pool.auth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that the pool signs its tokens with: the first one signs, all of them verify, so a key
 * is renewed by putting a new one before it. Each is known by its thumbprint (RFC 7638). Immutable.
 * Thread-safe. Never shows a key.
 */
public final class SigningKeys {
  private static final int LEAST_BITS = 2048;
  private static final String HMAC = "HmacSHA256";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final List<SigningKey> keys;

  private SigningKeys(List<SigningKey> keys) {
    this.keys = keys;
  }

  private record SigningKey(String id, RSAPrivateCrtKey key) {

    static SigningKey of(RSAPrivateCrtKey key) {
      return new SigningKey(thumbprint(key.getModulus(), key.getPublicExponent()), key);
    }

    ObjectNode publicKey() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("kty", "RSA")
          .put("use", "sig")
          .put("alg", "RS256")
          .put("kid", id)
          .put("n", unsigned(key.getModulus()))
          .put("e", unsigned(key.getPublicExponent()));
    }
  }

  /**
   * Reads private RSA keys.
   *
   * @param pem one or more blocks {@code PRIVATE KEY} (PKCS#8, not encrypted)
   * @throws IllegalArgumentException if there is none, or one that is no RSA key of 2048 bits or
   *     more; the message has nothing of the text
   */
  public static SigningKeys parse(String pem) {
    List<SigningKey> keys =
        PEM.matcher(pem).results().map(block -> SigningKey.of(key(block.group(1)))).toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no block PRIVATE KEY");
    }
    return new SigningKeys(keys);
  }

  private static RSAPrivateCrtKey key(String base64) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS) {
        return rsa;
      }
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalArgumentException("no RSA key", unreadable);
    }
    throw new IllegalArgumentException("an RSA key of less than 2048 bits");
  }

  /** Makes one key. Takes a part of a second. */
  public static SigningKeys random() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(LEAST_BITS);
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
      return new SigningKeys(List.of(SigningKey.of(key)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** The public keys as a JSON Web Key Set (RFC 7517), the one that signs first. */
  public String publicKeys() {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ArrayNode all = set.putArray("keys");
    keys.forEach(key -> all.add(key.publicKey()));
    return set.toString();
  }

  /** Signs claims: a JSON Web Token in its compact form, RS256. */
  String sign(ObjectNode claims) {
    SigningKey first = keys.get(0);
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("alg", "RS256")
            .put("typ", "JWT")
            .put("kid", first.id());
    String signed = base64(header.toString()) + "." + base64(claims.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(first.key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * A seal that nobody else can make: for what the pool gives away and wants back as it was. HMAC
   * with SHA-256, its secret comes from the key that signs.
   *
   * @return 64 hex digits
   */
  public String seal(String text) {
    try {
      byte[] secret = keys.get(0).key().getPrivateExponent().toByteArray();
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String base64(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 over the members that a key needs, in alphabetical order. */
  static String thumbprint(BigInteger modulus, BigInteger exponent) {
    return sha256(
        "{\"e\":\""
            + unsigned(exponent)
            + "\",\"kty\":\"RSA\",\"n\":\""
            + unsigned(modulus)
            + "\"}");
  }

  /** Big-endian, without the byte that only holds a sign. */
  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKeys others && keys.equals(others.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  @Override
  public String toString() {
    return keys.stream().map(SigningKey::id).toList().toString();
  }
}

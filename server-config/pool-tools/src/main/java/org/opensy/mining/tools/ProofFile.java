package org.opensy.mining.tools;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import org.opensy.mining.pool.reward.ProofDocument;
import org.opensy.mining.pool.reward.ProofFormatException;
import org.opensy.mining.pool.reward.RewardProof;

/**
 * A {@link ProofDocument} as JSON. Members that it does not have are passed over; a member that
 * stands there twice and a number outside quotes are refused. Thread-safe.
 */
final class ProofFile {
  /** Most bytes that a file may have, several times what the largest tree needs. */
  static final int LONGEST = 64 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              texts -> {
                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private ProofFile() {}

  /**
   * Reads a proof; whether it holds is for {@link RewardProof#verify} to say.
   *
   * @param json UTF-8
   * @throws ProofFormatException if it is not one
   */
  static RewardProof read(byte[] json) {
    if (json.length > LONGEST) {
      throw new ProofFormatException("the file is too long");
    }
    ProofDocument document;
    try {
      document = MAPPER.readValue(json, ProofDocument.class);
    } catch (JsonMappingException e) {
      throw new ProofFormatException(place(e) + " is not what it should be", e);
    } catch (IOException e) {
      throw new ProofFormatException("the file is not JSON, or names a member twice", e);
    }
    if (document == null) {
      throw new ProofFormatException("the file holds no proof");
    }
    return document.toProof();
  }

  /** The members and positions that lead to what is wrong, such as {@code siblings[0].work}. */
  private static String place(JsonMappingException e) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return place.isEmpty() ? "the file" : place.toString();
  }
}

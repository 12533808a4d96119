package org.opensy.mining.pool.ledger;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.opensy.mining.pool.chain.Amount;

/** Amounts as base units. Thread-safe. */
@Converter(autoApply = true)
public class AmountConverter implements AttributeConverter<Amount, Long> {

  @Override
  public Long convertToDatabaseColumn(Amount amount) {
    return amount == null ? null : amount.baseUnits();
  }

  @Override
  public Amount convertToEntityAttribute(Long column) {
    return column == null ? null : Amount.ofBaseUnits(column);
  }
}

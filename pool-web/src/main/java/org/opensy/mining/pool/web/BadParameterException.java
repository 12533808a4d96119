package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;
import org.opensy.mining.stratum.protocol.LogText;

/** A parameter that cannot be used; answered with 400 and its name. */
public class BadParameterException extends BadRequestException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  /**
   * About a parameter of path, query or body.
   *
   * @param detail for people, such as "is a number from 1 to 100"
   */
  public BadParameterException(String parameter, String detail) {
    super(parameter + " " + detail);
    this.parameter = parameter;
  }

  /** About a parameter that is none. */
  public static BadParameterException unknown(String parameter) {
    return new BadParameterException(LogText.of(parameter), "is no parameter here");
  }

  String parameter() {
    return parameter;
  }
}

package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;

/** A parameter that cannot be used; answered with 400 and its name. */
class BadParameterException extends BadRequestException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  /**
   * About a parameter of path, query or body.
   *
   * @param detail for people, such as "is a number from 1 to 100"
   */
  BadParameterException(String parameter, String detail) {
    super(parameter + " " + detail);
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }
}

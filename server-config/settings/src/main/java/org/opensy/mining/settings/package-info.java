/**
 * Reading an application's settings: typed values, and one message that names everything that is
 * wrong. The pool, the coordinator and the worker read their keys with it.
 *
 * <p>May depend on the JDK only.
 */
package org.opensy.mining.settings;

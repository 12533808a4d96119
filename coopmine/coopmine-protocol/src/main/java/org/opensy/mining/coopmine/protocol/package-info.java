/**
 * The gRPC protocol between coordinator and workers: the classes generated from {@code
 * coopmine.proto}, how the shared secret travels, and the values that both sides know.
 *
 * <p>May depend on gRPC and protobuf only.
 */
package org.opensy.mining.coopmine.protocol;

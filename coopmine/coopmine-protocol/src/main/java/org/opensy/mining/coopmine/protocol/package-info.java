/**
 * The gRPC protocol between coordinator and workers: the classes generated from {@code
 * coopmine.proto}, and how the shared secret travels.
 *
 * <p>May depend on gRPC and protobuf only.
 */
package org.opensy.mining.coopmine.protocol;

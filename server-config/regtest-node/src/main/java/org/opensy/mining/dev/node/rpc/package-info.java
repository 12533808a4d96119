/**
 * JSON-RPC over HTTP: authentication, dispatch, the methods and their words.
 *
 * <p>Source of the behaviour: OpenSY 0.1.0, {@code httprpc.cpp}, {@code rpc/*.cpp}, {@code
 * wallet/rpc/*.cpp}, and the recorded answers of a running node. May depend on all other packages
 * of the node.
 */
package org.opensy.mining.dev.node.rpc;

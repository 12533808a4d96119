package org.opensy.mining.stratum.protocol;

/** What a pool sends: answers to requests, and jobs. */
public sealed interface ServerMessage permits LoginResult, Ok, ErrorReply, JobMessage {}

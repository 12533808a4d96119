package org.opensy.mining.stratum.protocol;

/**
 * What a pool sends: answers to requests, jobs and settings. {@link Ok} and {@link ErrorReply} are
 * of both dialects and look different in each; all others belong to one.
 */
public sealed interface ServerMessage
    permits LoginResult,
        JobResult,
        Ok,
        ErrorReply,
        JobMessage,
        SubscribeResult,
        ConfigureResult,
        SetDifficulty,
        SetSeedHash,
        Notify {}

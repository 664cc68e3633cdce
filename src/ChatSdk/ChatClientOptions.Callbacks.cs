using System.Text.Json.Serialization;

namespace ChatSdk;

/// <content>The callbacks that observe calls.</content>
public sealed partial class ChatClientOptions
{
    /// <summary>
    /// Gets or sets a callback that is called after each attempt, with the request as it was sent, and the response or the failure. The default is
    /// <see langword="null"/>. Exceptions that it throws are logged and do not affect the call. Several threads may call it concurrently.
    /// </summary>
    [JsonIgnore]
    public Action<ChatAttemptInfo>? OnAttempt { get; set; }

    /// <summary>
    /// Gets or sets a callback that is called when an attempt has failed and another request will be sent: a retry, a request to a fallback
    /// server, or a request for the rest of an interrupted stream. It is called before the delay. The default is <see langword="null"/>.
    /// Exceptions that it throws are logged and do not affect the call. Several threads may call it concurrently.
    /// </summary>
    [JsonIgnore]
    public Action<ChatRetryInfo>? OnRetry { get; set; }

    /// <summary>
    /// Gets or sets a callback that is called once for each call when it has ended: when it succeeded, failed or was canceled, or when the
    /// loop over its stream has ended. The default is <see langword="null"/>. Exceptions that it throws are logged and do not affect the call.
    /// Several threads may call it concurrently.
    /// </summary>
    [JsonIgnore]
    public Action<ChatCallInfo>? OnCompleted { get; set; }

    /// <summary>
    /// Gets or sets whether <see cref="OnCompleted"/> receives the body of the response as it was received (<see cref="ChatCallInfo.ResponseBody"/>). The
    /// default is <see langword="false"/>, because a copy of the body remains in memory until the call ends.
    /// </summary>
    public bool CaptureResponseBody { get; set; }
}

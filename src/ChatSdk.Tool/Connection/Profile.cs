using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>A server that is stored under a name.</summary>
internal sealed class Profile
{
    /// <summary>Gets the address of the server.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets the key.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Gets the name of the environment variable that contains the key, for users who do not want to store keys in files.</summary>
    [JsonPropertyName("keyVariable")]
    public string? KeyVariable { get; init; }

    /// <summary>Gets the name of the model.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets whether the key may be sent unencrypted to another machine.</summary>
    [JsonPropertyName("allowInsecureHttp")]
    public bool AllowInsecureHttp { get; init; }

    /// <summary>Returns the key, which may be in an environment variable; <see langword="null"/> if the profile has neither a key nor a variable.</summary>
    /// <exception cref="ToolException">The environment variable is not set, or is empty.</exception>
    public string? KeyFrom(Func<string, string?> environment) => (Key, KeyVariable) switch
    {
        (not null, _) => Key,
        (null, null) => null,
        (null, _) => environment(KeyVariable) is { Length: > 0 } key ? key : throw new ToolException($"The profile takes its key from the environment variable {KeyVariable}, which is not set or is empty."),
    };
}

namespace ChatSdk.Tool;

/// <summary>The server to probe, and how requests are sent to it.</summary>
/// <param name="BaseAddress">The address, in any form that <see cref="ChatClientOptions.BaseAddress"/> accepts.</param>
internal sealed record ServerConnection(string BaseAddress)
{
    private static readonly ChatClientOptions _defaults = new();

    public string? ApiKey { get; init; }

    public string ApiKeyHeader { get; init; } = _defaults.ApiKeyHeader;

    public string? ApiKeyScheme { get; init; } = _defaults.ApiKeyScheme;

    public bool AllowInsecureHttp { get; init; }

    /// <summary>Gets the model; <see langword="null"/> until one is chosen from the server's list.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the address without its user name, password and query, which may contain a key.</summary>
    public string SafeAddress => Uri.TryCreate(BaseAddress, UriKind.Absolute, out var uri)
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')
        : BaseAddress;

    /// <summary>Gets how the key is sent, in a few words.</summary>
    public string Authentication => ApiKey is null ? "none"
        : ApiKeyHeader != _defaults.ApiKeyHeader ? $"header {ApiKeyHeader}"
        : ApiKeyScheme switch { null => "Bearer", "" => $"raw {ApiKeyHeader}", var scheme => scheme };

    public static ServerConnection From(ChatClientOptions options) => new(options.BaseAddress!)
    {
        ApiKey = options.ApiKey,
        ApiKeyHeader = options.ApiKeyHeader,
        ApiKeyScheme = options.ApiKeyScheme,
        AllowInsecureHttp = options.AllowInsecureHttp,
        Model = options.Model,
    };

    /// <summary>Returns the options for a client that sends each request only once.</summary>
    public ChatClientOptions ToOptions() => new()
    {
        BaseAddress = BaseAddress,
        ApiKey = ApiKey,
        ApiKeyHeader = ApiKeyHeader,
        ApiKeyScheme = ApiKeyScheme,
        AllowInsecureHttp = AllowInsecureHttp,
        MaxRetries = 0,
        MaxAnswerBytes = 16 * 1024 * 1024,
        MaxMessageBytes = 16 * 1024 * 1024,
    };

    /// <summary>Returns the address without secrets. The method that the compiler generates for a record would print the key.</summary>
    public override string ToString() => SafeAddress;
}

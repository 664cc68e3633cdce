using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using ChatSdk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Where a client's server is, in one string: an address (<c>https://host/v1</c>), or a connection string
/// (<c>Endpoint=https://host/v1;Key=…;Model=…</c>), as <c>GetConnectionString</c> returns it. No message shows any of it: it may hold a key.
/// </summary>
internal static partial class ChatConnectionString
{
    private const string _forms = "an address such as https://host/v1, or a connection string such as Endpoint=https://host/v1;Key=…;Model=…";

    private static readonly Action<ChatClientOptions, string> _address = (options, text) => options.BaseAddress = text;
    private static readonly Action<ChatClientOptions, string> _key = (options, text) => options.ApiKey = text;
    private static readonly Action<ChatClientOptions, string> _model = (options, text) => options.Model = text;

    private static readonly Dictionary<string, Action<ChatClientOptions, string>> _parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Endpoint"] = _address,
        ["BaseAddress"] = _address,
        ["Url"] = _address,
        ["Key"] = _key,
        ["ApiKey"] = _key,
        ["AccessKey"] = _key,
        ["Model"] = _model,
        ["Deployment"] = _model,
    };

    /// <summary>Determines whether a text is an address or a connection string, and not a name.</summary>
    public static bool Is([NotNullWhen(true)] string? text) => text is not null && (IsAddress(text) || Split(text).Exists(IsEndpoint));

    /// <summary>Gets what sets the options that the string names.</summary>
    /// <exception cref="ArgumentException">It is missing, or cannot be read.</exception>
    public static Action<ChatClientOptions> Parse(string? text, string parameter)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException($"The connection string is missing or empty: is it in the configuration, under ConnectionStrings? It is {_forms}.", parameter);
        }

        if (IsAddress(text))
        {
            return options => options.BaseAddress = text;
        }

        var parts = Split(text);
        if (!parts.Exists(IsKnown))
        {
            throw new ArgumentException($"The text is neither an address nor a connection string (it is not shown). It must be {_forms}.", parameter);
        }

        var wrong = parts.FindIndex(part => !IsKnown(part));
        return wrong >= 0 ? throw new ArgumentException($"Part {wrong + 1} of the connection string is none of {string.Join(", ", _parts.Keys)} (it is not shown). A value with a semicolon in it must be quoted.", parameter)
            : !parts.Exists(IsEndpoint) ? throw new ArgumentException("The connection string has no Endpoint.", parameter)
            : options => parts.ForEach(part => _parts[part.Name](options, part.Value!));
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static bool IsKnown((string Name, string? Value) part) => part.Value is not null && _parts.ContainsKey(part.Name);

    private static bool IsEndpoint((string Name, string? Value) part) => IsKnown(part) && _parts[part.Name] == _address;

    // A part without an equals sign has no value.
    private static List<(string Name, string? Value)> Split(string text) =>
    [
        .. from part in Parts().Matches(text)
           where !string.IsNullOrWhiteSpace(part.Value.TrimEnd(';'))
           select (part.Groups["name"].Value, part.Groups["value"] is { Success: true } value ? value.Value : null),
    ];

    // A key may have equals signs in it; what has a semicolon in it is quoted.
    [GeneratedRegex("""\G\s*(?<name>[^=;]*?)\s*(=\s*("(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^;]*?)))?\s*(;|$)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}

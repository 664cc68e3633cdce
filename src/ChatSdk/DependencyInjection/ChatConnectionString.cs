using System.Diagnostics.CodeAnalysis;
using ChatSdk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Parses a string that identifies a server: an address (<c>https://host/v1</c>), or a connection string
/// (<c>Endpoint=https://host/v1;Key=…;Model=…</c>), as <c>GetConnectionString</c> returns it. The string may contain a key, so no message shows it.
/// </summary>
internal static class ChatConnectionString
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

    /// <summary>Determines whether a string is an address or a connection string. Otherwise, it is a client's name.</summary>
    public static bool Is([NotNullWhen(true)] string? text) => text is not null && (IsAddress(text) || Split(text).Exists(IsEndpoint));

    /// <summary>Returns a delegate that sets the options from the string, which was passed as an argument with the specified name.</summary>
    /// <exception cref="ArgumentException">The string is missing or invalid.</exception>
    public static Action<ChatClientOptions> Parse(string? text, string parameter)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, parameter, exception);
        }
    }

    /// <summary>Returns a delegate that sets the options from the string.</summary>
    /// <exception cref="FormatException">The string is missing or invalid.</exception>
    public static Action<ChatClientOptions> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new FormatException($"The connection string is missing or empty. Is it in the configuration, under ConnectionStrings? It must be {_forms}.");
        }

        if (IsAddress(text))
        {
            return options => options.BaseAddress = text;
        }

        var parts = Split(text);
        if (!parts.Exists(IsKnown))
        {
            throw new FormatException($"The string is neither an address nor a connection string. It is not shown here, because it may contain a key. It must be {_forms}.");
        }

        var wrong = parts.FindIndex(part => !IsKnown(part));
        return wrong >= 0 ? throw new FormatException($"Part {wrong + 1} of the connection string (not shown, because it may contain a key) must have the form name=value, where the name is one of {string.Join(", ", _parts.Keys)}. A value that contains a semicolon must be quoted.")
            : !parts.Exists(IsEndpoint) ? throw new FormatException("The connection string has no Endpoint.")
            : options => parts.ForEach(part => _parts[part.Name](options, part.Value!));
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && (address.Scheme is "http" or "https" || ServerAddress.NeedsDiscovery(address));

    private static bool IsKnown((string Name, string? Value) part) => part.Value is not null && _parts.ContainsKey(part.Name);

    private static bool IsEndpoint((string Name, string? Value) part) => IsKnown(part) && _parts[part.Name] == _address;

    private static List<(string Name, string? Value)> Split(string text)
    {
        List<(string, string?)> parts = [];
        while (text.Length > 0)
        {
            var end = EndOfPart(text);
            if (!string.IsNullOrWhiteSpace(text[..end]))
            {
                parts.Add(Read(text[..end]));
            }

            text = text[Math.Min(end + 1, text.Length)..];
        }

        return parts;
    }

    // A quoted value may contain semicolons.
    private static int EndOfPart(string text)
    {
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 || (semicolon >= 0 && semicolon < equals) ? "" : text[(equals + 1)..].TrimStart();
        if (value is ['"' or '\'', ..] && value.IndexOf(value[0], 1) is var quote and > 0)
        {
            semicolon = text.IndexOf(';', text.Length - value.Length + quote);
        }

        return semicolon < 0 ? text.Length : semicolon;
    }

    // Only the first equals sign is a separator, because a key may contain more of them. A part without an equals sign has no value.
    private static (string Name, string? Value) Read(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return (part.Trim(), null);
        }

        var value = part[(equals + 1)..].Trim();
        var isQuoted = value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0];
        return (part[..equals].Trim(), isQuoted ? value[1..^1] : value);
    }
}

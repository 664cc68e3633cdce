using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>Finds the members of <see cref="FakeErrors"/> by name.</summary>
internal static class KnownErrors
{
    private static readonly Dictionary<string, FakeAnswer> _errors = typeof(FakeErrors).GetProperties()
        .ToDictionary(property => property.Name, property => (FakeAnswer)property.GetValue(null)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the error with the given name.</summary>
    /// <exception cref="ToolException">There is no error with this name. The message names the <paramref name="place"/> in the script.</exception>
    public static FakeAnswer Get(string name, string place) => _errors.GetValueOrDefault(name)
        ?? throw new ToolException($"'{place}.knownError' in the script must be one of {string.Join(", ", _errors.Keys)}.");
}

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Converts between the name of a client's options and the name of the <see cref="HttpClient"/> that <c>AddChatClient</c> registers for it.</summary>
internal static class ChatClientBuilders
{
    private const string _prefix = "ChatSdk";

    /// <summary>Returns the name of the <see cref="HttpClient"/> for the name of the client's options.</summary>
    public static string HttpNameOf(string name) => name.Length == 0 ? _prefix : $"{_prefix}:{name}";

    /// <summary>Returns the name of the client's options for a builder.</summary>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static string OptionsNameOf(IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Name switch
        {
            _prefix => "",
            var name when name.StartsWith($"{_prefix}:", StringComparison.Ordinal) => name[(_prefix.Length + 1)..],
            var name => throw new ArgumentException($"The HttpClient '{name}' was not registered by AddChatClient.", nameof(builder)),
        };
    }
}

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The names that <c>AddChatClient</c> uses.</summary>
internal static class ChatClientBuilders
{
    private const string _prefix = "ChatSdk";

    /// <summary>Returns the name of the <see cref="HttpClient"/> for the name of a client's options.</summary>
    public static string HttpNameOf(string name) => name.Length == 0 ? _prefix : $"{_prefix}:{name}";

    /// <summary>Returns the name of the options of the client whose builder this is.</summary>
    /// <exception cref="ArgumentException">It is the builder of something else.</exception>
    public static string OptionsNameOf(IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Name switch
        {
            _prefix => "",
            var name when name.StartsWith($"{_prefix}:", StringComparison.Ordinal) => name[(_prefix.Length + 1)..],
            var name => throw new ArgumentException($"The HttpClient '{name}' is not one of AddChatClient.", nameof(builder)),
        };
    }
}

using System.Globalization;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>A rule of a script: a condition, and the answers to the requests that meet it.</summary>
internal sealed class ScriptRule
{
    /// <summary>Gets or sets the condition. By default, the rule applies to all requests.</summary>
    public ScriptCondition When { get; set; } = new();

    /// <summary>Gets the number of requests that the rule answers; <see langword="null"/> for no limit.</summary>
    public int? Times { get; init; }

    /// <summary>Gets the answers, one for each request. The last one is repeated.</summary>
    public required IReadOnlyList<ScriptAnswer> Answers { get; init; }

    /// <summary>Adds the rule to a server.</summary>
    /// <exception cref="ToolException">The rule has no answers, an answer is invalid, or <see cref="Times"/> is not positive.</exception>
    public void ApplyTo(FakeChatServer server, string place)
    {
        if (Answers.Count == 0 || Times <= 0)
        {
            throw new ToolException($"{place} must have at least one answer, and times must be positive.");
        }

        var rule = server.GivenRequest(When.Matches, place);
        for (var index = 0; index < Answers.Count; index++)
        {
            rule.Answers(Answers[index].Create(string.Create(CultureInfo.InvariantCulture, $"{place}.answers[{index}]")));
        }

        if (Times is { } times)
        {
            rule.Times(times);
        }
    }
}

/// <summary>The condition of a rule. All members that are present must match.</summary>
internal sealed class ScriptCondition
{
    /// <summary>Gets the HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Gets the text with which the path must end, such as <c>/embeddings</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the text that the last message must contain.</summary>
    public string? Contains { get; init; }

    /// <summary>Gets whether the request must set <c>stream</c> to true; if <see langword="false"/>, it must not.</summary>
    public bool? Stream { get; init; }

    /// <summary>Gets whether the request must have tools; if <see langword="false"/>, it must have none.</summary>
    public bool? Tools { get; init; }

    public bool Matches(FakeRequest request) =>
        (Method is null || Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || request.Path.EndsWith(Path, StringComparison.Ordinal))
        && (Model is null || ModelOf(request) == Model)
        && (Contains is null || (request.Chat is { Messages: [.., var last] } && last.Text.Contains(Contains, StringComparison.Ordinal)))
        && (Stream is null || (request.Chat?.Stream ?? false) == Stream)
        && (Tools is null || request.Chat?.Tools is { Count: > 0 } == Tools);

    // The model is read from the JSON, because Chat is null for a request for embeddings.
    private static string? ModelOf(FakeRequest request) =>
        request.Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null;
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>
/// The script for <c>chatsdk serve</c>, which determines the answer to each request. Its members correspond to the methods of
/// <see cref="FakeChatServer"/>.
/// </summary>
internal sealed class ServeScript
{
    /// <summary>Gets whether requests without a scripted answer are rejected instead of getting a default answer.</summary>
    public bool Strict { get; init; }

    /// <summary>Gets the rules, which are tried in order.</summary>
    public IReadOnlyList<ScriptRule> Rules { get; set; } = [];

    /// <summary>Gets the answers to the first requests that match no rule, one for each request.</summary>
    public IReadOnlyList<ScriptAnswer> Answers { get; set; } = [];

    /// <summary>Gets the answer to all other requests; <see langword="null"/> to echo the prompt or, if <see cref="Strict"/> is set, to reject the request.</summary>
    public ScriptAnswer? Always { get; init; }

    /// <summary>Reads a script: YAML if the name of the file ends with <c>.yaml</c> or <c>.yml</c>; otherwise, JSON.</summary>
    /// <exception cref="ToolException">The file is not a script. The message names the member and, for JSON, the line.</exception>
    public static ServeScript Read(string path)
    {
        var name = Path.GetFileName(path);
        var text = Utf8File.ReadAll(path);
        var isYaml = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML";
        try
        {
            var script = isYaml
                ? YamlText.ToJson(text, name).Deserialize(ScriptJson.Default.ServeScript)
                : JsonSerializer.Deserialize(text, ScriptJson.Default.ServeScript);
            return script ?? throw new ToolException($"{name} is not a script: it must be {(isYaml ? "a mapping" : "a JSON object")}.");
        }
        catch (JsonException exception)
        {
            var line = isYaml ? "" : string.Create(CultureInfo.InvariantCulture, $"on line {exception.LineNumber + 1}, ");
            throw new ToolException($"{name} is not a script: {line}{exception.Path ?? "$"} {(isYaml ? "" : "is not valid JSON, ")}is an unknown member, or has a value of the wrong type.");
        }
    }

    /// <summary>Adds the rules and answers to a server.</summary>
    /// <exception cref="ToolException">An answer is invalid.</exception>
    public void ApplyTo(FakeChatServer server)
    {
        server.IsStrict |= Strict;
        for (var index = 0; index < Rules.Count; index++)
        {
            Rules[index].ApplyTo(server, $"rules[{index}]");
        }

        for (var index = 0; index < Answers.Count; index++)
        {
            server.Answers(Answers[index].Create($"answers[{index}]"));
        }

        if (Always is not null)
        {
            server.AnswersAlways(Always.Create("always"));
        }
    }
}

/// <summary>The JSON metadata for a script.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(ServeScript))]
internal sealed partial class ScriptJson : JsonSerializerContext
{
    /// <summary>Returns the names of the members of a type, for the help.</summary>
    public static string NamesOf(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(property => property.Name));
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChatSdk.Tool;

/// <summary>
/// Converts YAML to JSON. A plain scalar, which has no quotation marks, becomes a number, a Boolean or null if it is written as in JSON. Null
/// can also be written as <c>~</c> or omitted. All other scalars become strings.
/// </summary>
internal static partial class YamlText
{
    private const int _maxDepth = 60;

    /// <summary>Converts the first document in a text to JSON.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="fileName">The name of the file, for messages.</param>
    /// <returns>The JSON; <see langword="null"/> if the text has no content.</returns>
    /// <exception cref="ToolException">The text is not YAML, is nested too deeply, or has a key that is not a string.</exception>
    public static JsonNode? ToJson(string text, string fileName)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [var document, ..] ? ToJson(document.RootNode, depth: 0) : null;
        }
        catch (YamlException exception)
        {
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"{fileName} has invalid YAML on line {exception.Start.Line}: {exception.Message}"));
        }
    }

    private static JsonNode? ToJson(YamlNode node, int depth)
    {
        // An alias can refer to a node that contains the alias, so the nesting could be endless.
        if (depth > _maxDepth)
        {
            throw new YamlException(node.Start, node.End, "The nodes are nested too deeply.");
        }

        return node switch
        {
            YamlMappingNode map => Object(map, depth + 1),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => ToJson(child, depth + 1))]),
            _ => Scalar((YamlScalarNode)node),
        };
    }

    private static JsonObject Object(YamlMappingNode map, int depth)
    {
        JsonObject json = [];
        foreach (var (key, value) in map.Children)
        {
            json[key is YamlScalarNode { Value: { } name } ? name : throw new YamlException(key.Start, key.End, "A key is not a string.")] = ToJson(value, depth);
        }

        return json;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar.Value switch
    {
        { } text when scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str" => JsonValue.Create(text),
        null or "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        { } text when Number().IsMatch(text) => (JsonValue)JsonNode.Parse(text)!,
        { } text => JsonValue.Create(text),
    };

    // Matches only numbers that are also valid in JSON.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}

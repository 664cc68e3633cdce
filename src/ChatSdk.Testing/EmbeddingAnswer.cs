using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>Creates answers to requests for embeddings.</summary>
internal static class EmbeddingAnswer
{
    private const int _defaultDimensions = 256;
    private const int _maxDimensions = 4096;

    /// <summary>Creates an answer with vectors that are computed from the input.</summary>
    public static AnswerPlan To(FakeRequest request) => Answer(request, (texts, dimensions) => texts.Select(text => TextVector.Of(text, dimensions)));

    /// <summary>Creates an answer with the given vectors.</summary>
    public static AnswerPlan To(FakeRequest request, ImmutableArray<ImmutableArray<float>> vectors) => Answer(request, (_, _) => vectors.Select(vector => vector.ToArray()));

    private static AnswerPlan Answer(FakeRequest request, Func<ImmutableArray<string>, int, IEnumerable<float[]>> vectorsOf)
    {
        if (request.Json is not { ValueKind: JsonValueKind.Object } json)
        {
            return EchoAnswer.Refuse(400, "The body is not a JSON object.", param: null);
        }

        if (EchoQuestion.Model(request) is not { } model)
        {
            return EchoAnswer.Refuse(400, "You must provide a model, as a string.", "model");
        }

        if (EchoQuestion.FromPrompt(EchoQuestion.Field(json, "input")) is not { } input)
        {
            return EchoAnswer.Refuse(400, "The input is missing or malformed.", "input");
        }

        if (Dimensions(json) is not { } dimensions)
        {
            return EchoAnswer.Refuse(400, $"The number of dimensions must be between 1 and {_maxDimensions}.", "dimensions");
        }

        return IsBase64(json) is { } isBase64
            ? FakeAnswer.Json(Write(model, vectorsOf(input.Texts, dimensions), isBase64, input.Words)).Plan
            : EchoAnswer.Refuse(400, "The encoding format must be float or base64.", "encoding_format");
    }

    private static int? Dimensions(JsonElement json) => EchoQuestion.Field(json, "dimensions") switch
    {
        null or { ValueKind: JsonValueKind.Null } => _defaultDimensions,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var dimensions) && dimensions is >= 1 and <= _maxDimensions => dimensions,
        _ => null,
    };

    private static bool? IsBase64(JsonElement json) => EchoQuestion.Field(json, "encoding_format") switch
    {
        null or { ValueKind: JsonValueKind.Null } => false,
        { } format when EchoQuestion.Text(format) == "float" => false,
        { } format when EchoQuestion.Text(format) == "base64" => true,
        _ => null,
    };

    private static string Write(string model, IEnumerable<float[]> vectors, bool isBase64, int words) => PlainJson.Write(new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. vectors.Select((vector, index) => new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = isBase64 ? Base64(vector) : new JsonArray([.. vector.Select(number => JsonValue.Create(number))]),
        })]),
        ["model"] = model,
        ["usage"] = new JsonObject { ["prompt_tokens"] = words, ["total_tokens"] = words },
    });

    private static string Base64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var index = 0; index < vector.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
        }

        return Convert.ToBase64String(bytes);
    }
}

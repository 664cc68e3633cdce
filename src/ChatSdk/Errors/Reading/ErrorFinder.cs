using System.Text.Json;

namespace ChatSdk;

/// <summary>Detects errors in bodies and in the events of a stream. Both are compared with the shapes in <see cref="ErrorShapeTable"/>.</summary>
internal static class ErrorFinder
{
    /// <summary>Determines from the extra fields of an answer and its choices whether it may contain an error.</summary>
    public static bool MayContainError(WireRecord answer, IReadOnlyList<WireRecord> choices) => MayContainError(answer) || choices.Any(MayContainErrorInChoice);

    /// <summary>Determines from the extra fields of a chunk and its choices whether it may contain an error.</summary>
    public static bool MayContainError<T>(WireRecord chunk, LazyList<T> choices)
        where T : WireRecord, IWireRecord<T>
    {
        var mayContain = MayContainError(chunk);
        for (var at = 0; at < choices.Count && !mayContain; at++)
        {
            mayContain = MayContainErrorInChoice(choices[at]);
        }

        return mayContain;
    }

    /// <summary>Returns the object that contains the error; <see langword="null"/> if there is none.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="isBetween">Whether the JSON was received between the chunks of an answer, where servers also report their progress.</param>
    public static JsonElement? Find(JsonElement json, bool isBetween = false)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.EnumerateArray().Select(item => Find(item, isBetween)).FirstOrDefault(place => place is not null);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var mayHaveAnyShape = !HasAnswer(json) && !ErrorShapeTable.IndicatesSuccess(json);
        return ErrorShapeTable.All.Any(shape => (mayHaveAnyShape || shape.CountsBesideAnswer) && shape.IsErrorIn(json, isBetween)) ? json : Inside(json);
    }

    private static bool MayContainError(WireRecord answer)
    {
        var fields = answer.Fields;
        for (var at = 0; at < fields.Count; at++)
        {
            // A vendor-specific block can contain an error only if it is an object.
            var name = fields.Keys[at];
            if (ErrorShapeTable.FieldsBesideAnswer.Contains(name) || (fields.HasObjects && VendorBlock.Is(name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayContainErrorInChoice(WireRecord choice) =>
        choice.ExtraFields.Count > 0 && choice.ExtraFields.Keys.Any(name => LooseName.Comparer.Equals(name, "error"));

    private static bool HasAnswer(JsonElement json) =>
        (json.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
        || (json.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object);

    /// <summary>Searches the nested objects in which some servers send an error: a vendor-specific block, the <c>data</c> of an envelope, or a choice.</summary>
    private static JsonElement? Inside(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if ((VendorBlock.Is(member.Name) || member.Name == "data") && ErrorShapeTable.Error.IsErrorIn(member.Value))
            {
                return member.Value;
            }
        }

        return json.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            ? choices.EnumerateArray().Where(choice => ErrorShapeTable.Error.IsErrorIn(choice)).Select(choice => (JsonElement?)choice).FirstOrDefault()
            : null;
    }
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using ChatSdk.Tests.Json;
using FsCheck;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>Generates records of any type, with any of their properties set.</summary>
internal static class Records
{
    private const int _maxDepth = 4;

    private static readonly Type[] _parts = [typeof(TextPart), typeof(ImagePart), typeof(AudioPart), typeof(FilePart), typeof(RefusalPart)];

    public static Gen<WireRecord> Of(Type type) => Record(type, 0);

    private static Gen<WireRecord> Record(Type type, int depth) =>
        from begun in Gen.Constant(type) // A record may contain its own type; Gen.Constant defers the generation of nested records.
        from members in Gen.CollectToList(SampleValues.WireProperties(type).Where(CanBeGenerated), property => Member(property, depth))
        from extra in Values.Json.OrNull(4)
        select Make(type, members, extra);

    // The Type of a part is fixed by its class. Only a ChatCompletion gets a usage, because usage in a choice is also read as that of the answer.
    private static bool CanBeGenerated(PropertyInfo property) => property.DeclaringType!.IsAssignableTo(typeof(ContentPart))
        ? property.Name != nameof(ContentPart.Type)
        : property.PropertyType != typeof(ChatUsage) || property.DeclaringType == typeof(ChatCompletion);

    // A part without its main property is read as an unknown part, and a usage record without numbers is read as null.
    private static bool IsNeverEmpty(Type type) => type.IsAssignableTo(typeof(ContentPart)) || type == typeof(ChatUsage);

    private static WireRecord Make(Type type, List<(PropertyInfo Property, object? Value)> members, JsonElement? extra)
    {
        var record = (WireRecord)Activator.CreateInstance(type)!;
        foreach (var (property, value) in members.Where(member => member.Value is not null))
        {
            property.SetValue(record, value);
        }

        return extra is { } json ? record.WithField("x_later", json) : record;
    }

    private static Gen<(PropertyInfo Property, object? Value)> Member(PropertyInfo property, int depth) =>
        Value(property.PropertyType, depth).OrNull(IsNeverEmpty(property.DeclaringType!) ? 0 : depth + 2).Select(value => (property, value));

    private static Gen<object?> OrNull(this Gen<object?> values, int rarity) => Gen.Frequency((1, values), (rarity, Gen.Constant<object?>(null)));

    private static Gen<JsonElement?> OrNull(this Gen<JsonElement> values, int rarity) =>
        Gen.Frequency((1, values.Select(value => (JsonElement?)value)), (rarity, Gen.Constant<JsonElement?>(null)));

    private static Gen<object?> Value(Type declared, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => Values.Words.Select(text => (object?)text),
            _ when type == typeof(byte) => Gen.Choose(byte.MinValue, byte.MaxValue).Select(number => (object?)(byte)number),
            _ when type == typeof(int) => Gen.Choose(int.MinValue, int.MaxValue).Select(number => (object?)number),
            _ when type == typeof(long) => Gen.Choose(int.MinValue, int.MaxValue).Select(number => (object?)(number * 1_000_003L)),
            _ when type == typeof(double) => Gen.Choose(-1_000_000, 1_000_000).Select(number => (object?)(number / 7.0)),
            _ when type == typeof(bool) => Gen.Elements<object?>(true, false),
            _ when type == typeof(ReadOnlyMemory<float>) => Gen.Elements<ReadOnlyMemory<float>>(new float[] { 0.5f, -1 }, new float[] { 3 }).Select(vector => (object?)vector),
            _ when type == typeof(JsonElement) => Values.Json.Where(json => json.ValueKind != JsonValueKind.Null).Select(json => (object?)json),
            _ when type == typeof(ChatContent) => Content(depth),
            _ when type == typeof(TextPrompt) => Values.Words.NonEmptyListOf().Select(texts => (object?)TextPrompt.FromStrings(texts.ToArray())),
            _ when type == typeof(ToolChoice) => Gen.Elements<object?>(ToolChoice.Auto, ToolChoice.Function("f"), ToolChoice.LegacyFunction("f"), ToolChoice.Custom("c")),
            _ when type == typeof(ChatToolset) => List(typeof(ChatTool), depth).Select(tools => (object?)ChatToolset.FromTools((ChatTool[])tools)),
            _ when type.IsAssignableTo(typeof(WireRecord)) => Below(depth, () => Record(type, depth + 1).Select(record => (object?)record)),
            _ when type == typeof(StopSequences) => Gen.OneOf(Values.Words.Select(text => (object?)StopSequences.FromString(text)), Values.Words.NonEmptyListOf().Select(texts => (object?)StopSequences.FromStrings(texts.ToArray()))),
            _ when type == typeof(ChatMap<double>) => Gen.Choose(-9, 9).Select(number => (object?)new ChatMap<double> { ["50256"] = number / 2.0 }),
            _ when type == typeof(ChatMap<string>) => Values.Text.Select(text => (object?)new ChatMap<string> { [text] = text }),
            _ when type.IsGenericType => List(type.GetGenericArguments()[0], depth).Select(list => (object?)list),
            _ => Values.Words.Select(text => Activator.CreateInstance(type, text)),
        };
    }

    private static Gen<object?> Content(int depth) => Gen.OneOf(
        Values.Text.Select(text => (object?)ChatContent.FromString(text)),
        Below(depth, () => Gen.Elements(_parts).SelectMany(part => Record(part, depth + 1)).NonEmptyListOf().Resize(2)
            .Select(parts => (object?)ChatContent.FromParts([.. parts.Cast<ContentPart>()]))));

    private static Gen<object?> Below(int depth, Func<Gen<object?>> values) => depth < _maxDepth ? values() : Gen.Constant<object?>(null);

    private static Gen<Array> List(Type element, int depth) => Value(element, depth).NonEmptyListOf().Resize(2).Select(values =>
    {
        ArrayList known = [.. values.Where(value => value is not null)];
        return known.ToArray(element);
    });
}

using System.Reflection;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Json;

/// <summary>A path on the wire: a member of a record, of a record in that one, and so on, with a sample value. An unknown member has a path too.</summary>
public sealed class WirePath
{
    private const string _unknown = "x_later";

    private readonly IReadOnlyList<Step> _steps;
    private readonly JsonNode _value;

    private WirePath(IReadOnlyList<Step> steps, JsonNode value) => (_steps, _value) = (steps, value);

    public bool IsUnknown => _steps[^1].Name == _unknown;

    /// <summary>Lists every path in a record.</summary>
    public static IEnumerable<WirePath> In(Type record) => In(record, new([], [record]), kind: null);

    /// <summary>Returns the JSON that contains only the sample value.</summary>
    public JsonObject ToJson() => ToJson(_value);

    /// <summary>Returns the JSON that contains only the given value.</summary>
    public JsonObject ToJson(JsonNode value) => Build(0, value);

    /// <summary>Returns the JSON with the records around the value, and without the value.</summary>
    public JsonObject ToEmptyJson() => Build(0, value: null);

    /// <summary>Returns the same path with one member renamed.</summary>
    public WirePath Renamed(string name, string other) => new([.. _steps.Select(step => step.Name == name ? step with { Name = other } : step)], _value);

    public override string ToString() => string.Join('.', _steps.Select(step => step.Name + (step.IsList ? "[]" : "") + (step.Kind is null ? "" : $"({step.Kind})")));

    private static IEnumerable<WirePath> In(Type record, Way way, string? kind)
    {
        yield return new WirePath([.. way.Steps, new(_unknown, kind)], "later");
        foreach (var property in SampleValues.WireProperties(record).Where(property => kind is null || property.Name != nameof(ContentPart.Type)))
        {
            foreach (var place in In(property, way, kind))
            {
                yield return place;
            }
        }
    }

    private static IEnumerable<WirePath> In(PropertyInfo property, Way way, string? kind)
    {
        var isList = property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));
        var type = isList ? property.PropertyType.GetGenericArguments()[^1] : property.PropertyType;
        var step = new Step(SampleValues.WireName(property), kind, isList);
        if (type.IsAssignableTo(typeof(WireRecord)) && !way.Records.Contains(type))
        {
            return In(type, way.To(step, type), kind: null);
        }

        WirePath leaf = new([.. way.Steps, step with { IsList = false }], SampleValues.Of(property.PropertyType).Json);
        return type == typeof(ChatContent) ? Parts(step, way).Prepend(leaf) : [leaf];
    }

    private static IEnumerable<WirePath> Parts(Step step, Way way) =>
        from type in typeof(ContentPart).Assembly.GetTypes()
        where type.IsSealed && type.IsAssignableTo(typeof(ContentPart))
        let part = (ContentPart)Activator.CreateInstance(type)!
        from place in In(type, way.To(step with { IsList = true }, type), part.Type ?? "later")
        select place;

    private JsonObject Build(int at, JsonNode? value)
    {
        var step = _steps[at];
        JsonObject json = step.Kind is null ? [] : new() { ["type"] = step.Kind };
        if ((at < _steps.Count - 1 ? Build(at + 1, value) : value?.DeepClone()) is { } inner)
        {
            json[step.Name] = step.IsList ? new JsonArray(inner) : inner;
        }

        return json;
    }

    private sealed record Step(string Name, string? Kind, bool IsList = false);

    private sealed record Way(IReadOnlyList<Step> Steps, IReadOnlyList<Type> Records)
    {
        public Way To(Step step, Type record) => new([.. Steps, step], [.. Records, record]);
    }
}

using System.Reflection;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Json;

/// <summary>A path of JSON properties through nested records, with a sample value. Each record also has a path to an unknown property.</summary>
public sealed class WirePath
{
    private const string _unknown = "x_later";

    private readonly IReadOnlyList<Step> _steps;
    private readonly JsonNode _value;

    private WirePath(IReadOnlyList<Step> steps, JsonNode value) => (_steps, _value) = (steps, value);

    public bool IsUnknown => _steps[^1].Name == _unknown;

    /// <summary>Lists every path in a record.</summary>
    public static IEnumerable<WirePath> In(Type record) => In(record, new([], [record]), kind: null);

    /// <summary>Returns JSON that contains only the sample value.</summary>
    public JsonObject ToJson() => ToJson(_value);

    /// <summary>Returns JSON that contains only the given value.</summary>
    public JsonObject ToJson(JsonNode value) => Build(0, value);

    /// <summary>Returns JSON with the records around the value, but without the value.</summary>
    public JsonObject ToEmptyJson() => Build(0, value: null);

    /// <summary>Returns the same path with one member renamed.</summary>
    public WirePath Renamed(string name, string other) => new([.. _steps.Select(step => step.Name == name ? step with { Name = other } : step)], _value);

    public override string ToString() => string.Join('.', _steps.Select(step => step.Name + (step.IsList ? "[]" : "") + (step.Kind is null ? "" : $"({step.Kind})")));

    private static IEnumerable<WirePath> In(Type record, Route route, string? kind)
    {
        yield return new WirePath([.. route.Steps, new(_unknown, kind)], "later");
        foreach (var property in SampleValues.WireProperties(record).Where(property => kind is null || property.Name != nameof(ContentPart.Type)))
        {
            foreach (var path in In(property, route, kind))
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<WirePath> In(PropertyInfo property, Route route, string? kind)
    {
        var isList = property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable));
        var type = isList ? property.PropertyType.GetGenericArguments()[^1] : property.PropertyType;
        var step = new Step(SampleValues.WireName(property), kind, isList);
        if (type.IsAssignableTo(typeof(WireRecord)) && !route.Records.Contains(type))
        {
            return In(type, route.To(step, type), kind: null);
        }

        WirePath leaf = new([.. route.Steps, step with { IsList = false }], SampleValues.Of(property.PropertyType).Json);
        return type == typeof(ChatContent) ? Parts(step, route).Prepend(leaf) : [leaf];
    }

    private static IEnumerable<WirePath> Parts(Step step, Route route) =>
        from type in typeof(ContentPart).Assembly.GetTypes()
        where type.IsSealed && type.IsAssignableTo(typeof(ContentPart))
        let part = (ContentPart)Activator.CreateInstance(type)!
        from path in In(type, route.To(step with { IsList = true }, type), part.Type ?? "later")
        select path;

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

    private sealed record Route(IReadOnlyList<Step> Steps, IReadOnlyList<Type> Records)
    {
        public Route To(Step step, Type record) => new([.. Steps, step], [.. Records, record]);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Tools;

/// <summary>The parameter types of the tools in the tests.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Trip))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(Link))]
[JsonSerializable(typeof(Times))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(Level))]
internal sealed partial class ToolContext : JsonSerializerContext;

[JsonConverter(typeof(JsonStringEnumConverter<Unit>))]
internal enum Unit
{
    Celsius,
    Fahrenheit,
}

internal enum Level
{
    Low,
    High,
}

[Description("A place on the map.")]
internal sealed record Place([property: Description("North is positive.")] double Latitude, [Description("East is positive.")] double Longitude);

internal sealed record Trip(Place From, Place To, Place? Via, List<string> Stops, Dictionary<string, int> Prices, int? Seats, Unit Unit = Unit.Fahrenheit);

[Description("Part of a tree.")]
internal sealed record Branch(string Name, Branch[] Children);

internal sealed record Link(string Value, Link? Next);

internal sealed record Times(DateTime At, DateTimeOffset On, DateOnly Day, TimeOnly Hour, TimeSpan For, Guid Id, Uri Link);

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Shape;

internal sealed record Circle(double Radius) : Shape;

internal sealed record Square(double Side) : Shape;

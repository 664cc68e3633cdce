using System.Text.Json;
using System.Text.Json.Serialization;
using SaysAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>The direction the wind comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
internal enum Direction
{
    South,
    North,
    NorthEast,
}

internal enum Mood
{
    Calm,
    VeryGlad,
}

[Says("The weather of a place.")]
internal sealed record Weather(string City, int Degrees, IReadOnlyList<string> Days, Wind? Wind = null);

internal sealed record Wind(double Speed, [property: Says("The direction the wind comes from.")] Direction Direction);

/// <summary>A class with a required member, a member with a default value, and an optional init-only member.</summary>
internal sealed class Person
{
    public required string Name { get; set; }

    public int Age { get; set; } = 18;

    public string? Nick { get; init; }
}

[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Point(int X, int Y);

internal sealed record Node(string Name, IReadOnlyList<Node> Children);

internal sealed record Forest(Node First, Node Second);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Cat), "cat")]
[JsonDerivedType(typeof(Dog), "dog")]
internal abstract record Pet(string Name);

internal sealed record Cat(string Name, int Lives) : Pet(Name);

internal sealed record Dog(string Name, bool Barks) : Pet(Name);

internal sealed record Zoo(string Title, IReadOnlyList<Pet> Pets);

internal sealed record Prices(Dictionary<string, decimal> ByName);

internal sealed record Anything(string Name, JsonElement Data);

internal sealed record Meeting(DateOnly Day, DateTimeOffset At, Direction Direction, Guid Id, string Title);

internal sealed record Patient(string Name, Mood Mood, DateOnly? Seen);

internal sealed record Dish(string Name, int Minutes);

internal sealed record Page<T>(T Item, int Number);

/// <summary>A type whose constructor throws if <c>Word</c> is missing or <see langword="null"/>.</summary>
internal sealed record Shout(string Word, int Times)
{
    public string Loud { get; } = Word.ToUpperInvariant();
}

/// <summary>A type whose constructor throws a <see cref="KeyNotFoundException"/> unless <c>Days</c> is 7.</summary>
internal sealed record Fragile(int Days)
{
    public string Name { get; } = new Dictionary<int, string> { [7] = "week" }[Days];
}

/// <summary>A type with every kind of JSON value and a reference to itself.</summary>
internal sealed record Everything(
    string? Text,
    double? Number,
    bool? Flag,
    IReadOnlyList<IReadOnlyList<int>>? Grid,
    Dictionary<string, string>? Notes,
    IReadOnlyList<Everything>? Inner);

[JsonSerializable(typeof(Dish))]
[JsonSerializable(typeof(Weather))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(Forest))]
[JsonSerializable(typeof(Pet))]
[JsonSerializable(typeof(Zoo))]
[JsonSerializable(typeof(Prices))]
[JsonSerializable(typeof(Anything))]
[JsonSerializable(typeof(Meeting))]
[JsonSerializable(typeof(Page<Weather>))]
[JsonSerializable(typeof(Shout))]
[JsonSerializable(typeof(Fragile))]
[JsonSerializable(typeof(Everything))]
[JsonSerializable(typeof(List<Weather>))]
[JsonSerializable(typeof(List<Pet>))]
[JsonSerializable(typeof(Direction))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class SampleContext : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Patient))]
[JsonSerializable(typeof(Weather))]
internal sealed partial class WebContext : JsonSerializerContext;

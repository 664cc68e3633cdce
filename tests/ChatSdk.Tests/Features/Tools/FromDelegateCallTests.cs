using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests calling a delegate with JSON arguments, and converting its result to text.</summary>
[TestFixture]
public sealed class FromDelegateCallTests
{
    private readonly string _prefix = "instance ";

    private static IEnumerable<TestCaseData> Results =>
    [
        new(() => "text", "text"),
        new(() => "", ""),
        new(string? () => null, "null"),
        new(() => 5, "5"),
        new(int? () => null, "null"),
        new(() => 1.5, "1.5"),
        new(() => true, "true"),
        new(() => Unit.Celsius, "\"Celsius\""),
        new(() => new Place(1, 2), """{"latitude":1,"longitude":2}"""),
        new(Place? () => null, "null"),
        new(() => new List<string> { "ü", "<b>" }, """["ü","<b>"]"""),
        new(() => JsonElement.Parse("""{"a":[1]}"""), """{"a":[1]}"""),
        new(() => JsonNode.Parse("""{"a":"ü"}"""), """{"a":"ü"}"""),
        new(() => new JsonObject { ["a"] = 1 }, """{"a":1}"""),
        new(() => { }, "done"),
        new(() => Task.CompletedTask, "done"),
        new(() => ValueTask.CompletedTask, "done"),
        new(async () => await Task.Yield(), "done"),
        new(async () => { await Task.Yield(); return "text"; }, "text"),
        new(async Task<string?> () => { await Task.Yield(); return null; }, "null"),
        new(async ValueTask<int> () => { await Task.Yield(); return 5; }, "5"),
        new(async ValueTask<string> () => { await Task.Yield(); return "text"; }, "text"),
        new(() => Task.FromResult(new Place(1, 2)), """{"latitude":1,"longitude":2}"""),
        new(Task<int?> () => Task.FromResult<int?>(null), "null"),
    ];

    private static IEnumerable<TestCaseData> Arguments =>
    [
        new((string a, int b) => $"{a} {b}", """{"b":2,"a":"x"}""", "x 2"),
        new((string a = "x", int b = 5) => $"{a} {b}", "{}", "x 5"),
        new((string a = "x", int b = 5) => $"{a} {b}", "", "x 5"),
        new((string a = "x", int b = 5) => $"{a} {b}", """{"a":null,"b":null}""", "x 5"),
        new((string? a, int? b, Place? c) => $"{a}{b}{c}", "{}", ""),
        new((string? a, int? b) => $"{a}{b}", """{"a":null,"b":null}""", ""),
        new((Unit a = Unit.Fahrenheit, Unit? b = Unit.Fahrenheit, Level c = Level.High) => $"{a} {b} {c}", "{}", "Fahrenheit Fahrenheit High"),
        new((Unit a, Level b) => $"{a} {b}", """{"a":"Fahrenheit","b":1}""", "Fahrenheit High"),
        new((DateTime a = default) => a.Year, "{}", "1"),
        new((DateOnly a, TimeSpan b, Guid c, Uri d) => FormattableString.Invariant($"{a:O} {b} {c} {d}"), """{"a":"2024-02-29","b":"01:30:00","c":"8c5e0a3c-2d0f-4b6c-9a55-3f6f3e6f7a10","d":"https://a.b/"}""", "2024-02-29 01:30:00 8c5e0a3c-2d0f-4b6c-9a55-3f6f3e6f7a10 https://a.b/"),
        new((Trip a) => a.To.Longitude + a.Prices["x"], """{"a":{"from":{"latitude":1,"longitude":2},"to":{"latitude":3,"longitude":4},"via":null,"stops":[],"prices":{"x":6},"seats":null}}""", "10"),
        new((Branch a) => a.Children[0].Children[0].Name, """{"a":{"name":"1","children":[{"name":"2","children":[{"name":"3","children":[]}]}]}}""", "3"),
        new((Link a) => a.Next!.Value, """{"a":{"value":"1","next":{"value":"2","next":null}}}""", "2"),
        new((Shape a) => ((Square)a).Side, """{"a":{"side":3,"$type":"square"}}""", "3"),
        new((JsonElement a) => a.GetRawText(), """{"a":[1, 2]}""", "[1, 2]"),
        new((List<string> a, string[] b) => a.Count + b.Length, """{"a":["x"],"b":["y","z"]}""", "3"),
    ];

    [TestCaseSource(nameof(Results))]
    public async Task Result_is_converted_to_text(Delegate function, string expected) =>
        (await CallAsync(function, "{}")).Should().Be(expected);

    [TestCaseSource(nameof(Arguments))]
    public async Task Arguments_are_bound_to_parameters(Delegate function, string arguments, string expected) =>
        (await CallAsync(function, arguments)).Should().Be(expected);

    [Test]
    public async Task Static_instance_local_and_extension_methods_can_be_called()
    {
        static string Local(string text) => $"local {text}";
        const string Json = """{"text":"x","times":2}""";

        (await CallAsync(Local, Json)).Should().Be("local x");
        (await CallAsync(StaticMethod, Json)).Should().Be("static x");
        (await CallAsync(InstanceMethodAsync, Json)).Should().Be("instance x");
        (await CallAsync("ab".Repeat, Json)).Should().Be("abab");
        (await CallAsync(StringExtensions.Repeat, Json)).Should().Be("xx");
    }

    [Test]
    public async Task Call_and_cancellation_token_are_passed_to_the_delegate()
    {
        using var source = new CancellationTokenSource();
        var tool = ChatTool.FromDelegate((ChatToolCall call, string text, CancellationToken token) => $"{call.Id} {text} {token == source.Token}", name: "tool");

        (await tool.Function!.Handler!(Call("""{"text":"x"}"""), source.Token)).Should().Be("id x True");
    }

    [Test]
    public async Task Services_are_injected()
    {
        var services = new ServiceCollection().AddSingleton(new Version(1, 2)).AddKeyedSingleton("two", new Version(2, 0)).BuildServiceProvider();
        var function = (Version one, [FromKeyedServices("two")] Version two, IServiceProvider all, string text) => $"{one} {two} {all.GetRequiredService<Version>()} {text}";

        var tool = ChatTool.FromDelegate(function, name: "tool", services: services);

        tool.Function!.Parameters!.Value.GetProperty("properties").EnumerateObject().Should().ContainSingle();
        (await tool.Function.Handler!(Call("""{"text":"x"}"""), default)).Should().Be("1.2 2.0 1.2 x");
        await services.DisposeAsync();
    }

    [Test]
    public async Task Exception_from_the_delegate_is_not_wrapped()
    {
        await FluentActions.Awaiting(() => CallAsync(string () => throw new InvalidDataException("no disk"), "{}")).Should().ThrowAsync<InvalidDataException>();
        await FluentActions.Awaiting(() => CallAsync(async Task () => { await Task.Yield(); throw new InvalidDataException("no disk"); }, "{}")).Should().ThrowAsync<InvalidDataException>();
    }

    private static string StaticMethod(string text) => $"static {text}";

    private static async Task<string> CallAsync(Delegate function, string arguments) =>
        await ChatTool.FromDelegate(function, ToolContext.Default, "tool").Function!.Handler!(Call(arguments), default);

    private static ChatToolCall Call(string arguments) => new() { Id = "id", Function = new() { Name = "tool", Arguments = arguments } };

    private ValueTask<string> InstanceMethodAsync(string text) => ValueTask.FromResult(_prefix + text);
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using WireMock;
using WireMock.Matchers;
using WireMock.Models;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace ChatSdk.Tests.Docs;

/// <summary>The WireMock.Net code in docs/testing.md, as tests.</summary>
[CancelAfter(30_000)]
internal sealed class WireMockSnippets
{
    [Test]
    public async Task Greeting_comes_from_WireMock()
    {
        using var server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });
        var chat = Request.Create().WithPath("/v1/chat/completions").UsingPost();
        server.Given(chat.WithBody(new JsonPartialMatcher(new { model = "any" })))
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/json").WithBody(
                """{"choices":[{"message":{"role":"assistant","content":"Hello, Ada.","refusal":null},"finish_reason":"stop"}]}"""));
        using var client = new ChatClient($"{server.Url}/v1", model: "any");

        ChatCompletion answer = await client.CreateAsync("Hi");

        Assert.That(answer.Text, Is.EqualTo("Hello, Ada."));
    }

    [Test]
    public async Task Every_request_receives_the_documented_stream()
    {
        using var server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });
        var chat = Request.Create().WithPath("/v1/chat/completions").UsingPost();
        server.Given(chat).RespondWith(Response.Create().WithCallback(_ => Slowly("Hello", ", Ada.")));
        using var client = new ChatClient($"{server.Url}/v1", model: "any");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.CreateStreamAsync("Hi").ToCompletionAsync()));

        answers.Should().OnlyContain(answer => answer.Text == "Hello, Ada.");
    }

    private static ResponseMessage Slowly(params string[] texts)
    {
        var events = new EventQueue();    // one for each request
        _ = WriteAsync(events, texts);
        var response = new ResponseMessage { StatusCode = 200, BodyData = new BodyData { DetectedBodyType = BodyType.SseString, SseStringQueue = events } };
        response.AddHeader("Content-Type", "text/event-stream");
        return response;
    }

    private static async Task WriteAsync(EventQueue events, string[] texts)
    {
        foreach (var text in texts)
        {
            events.Write($$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""" + "\n\n");
            await Task.Delay(50);
        }

        events.Write("data: [DONE]\n\n");
        events.Close();
    }
}

internal sealed class EventQueue : IBlockingQueue<string?>
{
    private readonly BlockingCollection<string?> _events = [];

    public void Write(string? item) => _events.Add(item);

    public bool TryRead([NotNullWhen(true)] out string? item) => _events.TryTake(out item, Timeout.Infinite);

    public void Close() => _events.CompleteAdding();    // WireMock.Net then reads null, and ends the response
}

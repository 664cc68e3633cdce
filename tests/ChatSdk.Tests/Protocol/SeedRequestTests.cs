using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that the typed API can build the requests that existing programs send.</summary>
[TestFixture]
[CancelAfter(30_000)]
public sealed class SeedRequestTests
{
    private static readonly Dictionary<string, JsonElement> _fixtures = Load();

    private static IEnumerable<string> Names => _fixtures.Keys;

    [Test]
    public void Every_request_in_the_fixture_has_a_typed_request() => SeedRequests.All.Keys.Should().BeEquivalentTo(_fixtures.Keys);

    [TestCaseSource(nameof(Names))]
    public async Task Request_matches_the_fixture(string name)
    {
        var fixture = _fixtures[name];
        await using var server = await FakeChatServer.StartAsync();
        using var client = new ChatClient(OptionsFor(fixture, server));

        await SendAsync(client, server, SeedRequests.All[name], fixture.GetProperty("body"));

        var request = server.Requests.Should().ContainSingle().Subject;
        request.Method.Should().Be(fixture.GetProperty("method").GetString());
        request.Path.Should().Be(fixture.GetProperty("path").GetString());
        JsonAssert.AreEqual(fixture.GetProperty("body"), request.Json);
        CheckKey(request, fixture.GetProperty("auth").GetString());
    }

    private static Dictionary<string, JsonElement> Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "fixtures", "seed-requests.json");
        return JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray().ToDictionary(seed => seed.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }

    private static ChatClientOptions OptionsFor(JsonElement fixture, FakeChatServer server)
    {
        var host = new Uri(server.BaseAddress).GetLeftPart(UriPartial.Authority);
        var options = new ChatClientOptions { BaseAddress = host + fixture.GetProperty("path").GetString(), MaxRetries = 0 };
        switch (fixture.GetProperty("auth").GetString())
        {
            case "none":
                options.ApiKey = "";
                break;
            case "bearer":
                options.ApiKey = "your_api_key_here";
                break;
            default:
                options.ApiKey = "beareryour_api_key_here";
                options.ApiKeyScheme = "";
                break;
        }

        return options;
    }

    private static void CheckKey(FakeRequest request, string? kind)
    {
        var header = request.Headers.GetValueOrDefault("Authorization");
        header.Should().Be(kind switch
        {
            "none" => null,
            "bearer" => "Bearer your_api_key_here",
            _ => "beareryour_api_key_here",
        });
    }

    private static async Task SendAsync(ChatClient client, FakeChatServer server, WireRecord request, JsonElement body)
    {
        if (body.TryGetProperty("stream", out var stream) && stream.GetBoolean())
        {
            server.Streams("Hi");
            await foreach (var chunk in client.CreateStreamAsync((ChatCompletionRequest)request))
            {
                chunk.Choices.Should().NotBeEmpty();
            }
        }
        else if (request is TextCompletionRequest text)
        {
            server.AnswersJson("""{"choices":[{"text":"Hi"}]}""");
            await client.CreateTextAsync(text);
        }
        else
        {
            server.AnswersJson("""{"choices":[{"message":{"role":"assistant","content":"Hi"}}]}""");
            await client.CreateAsync((ChatCompletionRequest)request);
        }
    }
}

using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>Tests that the work of sending additional fields, measured by the allocated memory, is proportional to their number.</summary>
[TestFixture]
public sealed class ManyFieldsTests : AdapterTest
{
    private const int _count = 5000;

    [TestCase("message")]
    [TestCase("call")]
    [TestCase("options")]
    public async Task Memory_for_fields_is_proportional_to_their_number(string place)
    {
        await MeasureAsync(place, 10);

        var few = await MeasureAsync(place, _count);
        var many = await MeasureAsync(place, 4 * _count);

        many.Should().BeLessThan(6 * few);
    }

    [Test]
    public async Task Thousands_of_additional_properties_of_a_message_are_all_sent()
    {
        var message = new AIMessage(AIRole.Assistant, "Hi") { AdditionalProperties = Properties(4 * _count) };

        var sent = (await SendAsync(null, message)).GetProperty("messages")[0];

        sent.EnumerateObject().Count(member => member.Name.StartsWith("field", StringComparison.Ordinal)).Should().Be(4 * _count);
    }

    private static async Task<long> MeasureAsync(string place, int count)
    {
        using var http = new HttpClient(new AnswerHandler());
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m" });
        using var chat = client.AsIChatClient();
        var properties = Properties(count);
        AIMessage[] messages = place switch
        {
            "message" => [new(AIRole.Assistant, "Hi") { AdditionalProperties = properties }],
            "call" => [new(AIRole.Assistant, [new FunctionCallContent("1", "f") { AdditionalProperties = properties }])],
            _ => [new(AIRole.User, "Hi")],
        };
        var options = place == "options" ? new ChatOptions { AdditionalProperties = properties } : null;
        var before = GC.GetAllocatedBytesForCurrentThread();

        await chat.GetResponseAsync(messages, options);

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static AdditionalPropertiesDictionary Properties(int count)
    {
        AdditionalPropertiesDictionary properties = [];
        for (var number = 0; number < count; number++)
        {
            properties[$"field{number}"] = JsonSerializer.SerializeToElement(number);
        }

        return properties;
    }

    /// <summary>Answers from memory, so that the call stays on one thread.</summary>
    private sealed class AnswerHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"""),
            RequestMessage = request,
        });
    }
}

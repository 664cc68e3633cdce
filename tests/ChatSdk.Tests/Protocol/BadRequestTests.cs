namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that invalid requests and messages, and insecure addresses, throw an exception, and that no second scheme is added to a key.</summary>
[TestFixture]
public sealed class BadRequestTests : ClientTest
{
    [Test]
    public async Task Null_message_is_reported_with_its_index()
    {
        var call = () => Client.CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi"), null!] }, cancellationToken: Guard);

        (await call.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("Messages[1]");
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public async Task Number_that_json_cannot_represent_is_reported_with_its_field(double number)
    {
        var temperature = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Temperature = number };
        var bias = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], LogitBias = new() { ["50256"] = number } };

        (await Client.Awaiting(it => it.CreateAsync(temperature, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().StartWith("temperature is ");
        (await Client.Awaiting(it => it.CreateAsync(bias, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().StartWith("logit_bias.50256 is ");
    }

    [Test]
    public void Message_without_content_or_tool_call_id_throws()
    {
        ((Action)(() => ChatMessage.User((ChatContent)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ChatMessage.System(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ChatMessage.Tool("", "result"))).Should().Throw<ArgumentException>();
        ((Action)(() => ChatMessage.Tool(new ChatToolCall(), "result"))).Should().Throw<ArgumentException>();
    }

    [Test]
    public async Task Key_with_a_scheme_gets_no_second_scheme()
    {
        Options.ApiKey = "Bearer sk-1";

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["Authorization"].Should().Be("Bearer sk-1");
    }

    [Test]
    public void Client_with_a_key_in_its_headers_throws_for_an_unencrypted_address()
    {
        var options = new ChatClientOptions { BaseAddress = "http://example.org/v1", Headers = { ["Authorization"] = "Bearer sk-1" } };

        options.Invoking(wrong => new ChatClient(wrong)).Should().Throw<ArgumentException>().Which.Message.Should().Contain("AllowInsecureHttp").And.NotContain("sk-1");
    }
}

namespace ChatSdk.Tool.Tests;

public sealed class RecordTests : ToolTest
{
    private string Recording => Path.Combine(Folder, "recording.jsonl");

    [Test]
    public async Task Recording_does_not_contain_the_key_and_can_be_replayed_with_serve()
    {
        Server.AnswersText("Hello.");
        var recording = RunAsync("record", Server.BaseAddress, "--to", Recording);
        var recorded = await SendAsync();
        Context.Interrupts.Raise();
        var exitCode = await recording;

        var replaying = RunAsync("serve", "--replay", Recording);
        await Output.WaitForAsync("The fake server is running.", Guard);
        var replayed = await SendAsync();
        Context.Interrupts.Raise();
        await replaying;

        (recorded, replayed, exitCode).Should().Be(("Hello.", "Hello.", ExitCodes.Success));
        Output.Text.Should().Contain("Recorded requests: 1. recording.jsonl contains prompts");
        File.ReadAllText(Recording).Should().Contain("Hello.").And.NotContain("secret-key");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Existing_file_is_not_overwritten()
    {
        WriteFile("recording.jsonl", "My diary");

        var exitCode = await RunAsync("record", Server.BaseAddress, "--to", Recording);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        File.ReadAllText(Recording).Should().Be("My diary");
        Error.Lines.Should().ContainSingle().Which.Should().Contain("already exists");
    }

    [TestCase("ftp://host/v1", "0")]
    [TestCase("http://", "0")]
    [TestCase("http://127.0.0.1:9/v1", "in use")]
    public async Task Recording_that_cannot_be_started_leaves_no_file(string address, string port)
    {
        port = port == "in use" ? $"{new Uri(Server.BaseAddress).Port}" : port;

        var exitCode = await RunAsync("record", address, "--to", Recording, "--port", port);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        File.Exists(Recording).Should().BeFalse();
        Error.Lines.Should().ContainSingle();
    }

    [Test]
    public async Task Requests_without_a_response_are_not_counted()
    {
        var recording = RunAsync("record", "http://127.0.0.1:1/v1", "--to", Recording);
        await FluentActions.Awaiting(SendAsync).Should().ThrowAsync<ChatException>();
        Context.Interrupts.Raise();
        await recording;

        Output.Text.Should().Contain("Recorded requests: 0.");
    }

    private async Task<string> SendAsync()
    {
        await Output.WaitForAsync("Address: ", Guard);
        var address = Output.Lines.Last(line => line.StartsWith("Address: ", StringComparison.Ordinal))["Address: ".Length..];
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = address, ApiKey = "secret-key", Model = "m" });
        return (await client.CreateAsync("Hi", cancellationToken: Guard)).Text;
    }
}

namespace ChatSdk.Testing.Tests;

public sealed class PortTests : RecordingTest
{
    private static IEnumerable<TestCaseData> Starts()
    {
        yield return Case("server", (_, _, port) => FakeChatServer.StartAsync(port, Guard));
        yield return Case("recorder", (upstream, file, port) => FakeChatServer.StartRecordingAsync(upstream, file, port, Guard));
        yield return Case("replay", (_, file, port) => FakeChatServer.StartReplayAsync(file, 0, port, Guard));

        static TestCaseData Case(string name, Func<string, string, int, Task<FakeChatServer>> start) => new TestCaseData(start).SetArgDisplayNames(name);
    }

    [SetUp]
    public async Task RecordNothingAsync() => await (await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard)).DisposeAsync();

    [TestCaseSource(nameof(Starts))]
    public async Task Server_listens_on_the_requested_port(Func<string, string, int, Task<FakeChatServer>> start)
    {
        var free = await FakeChatServer.StartAsync(Guard);
        await free.DisposeAsync();
        var port = new Uri(free.BaseAddress).Port;

        await using var server = await start(Server.BaseAddress, RecordingPath, port);

        server.BaseAddress.Should().Be($"http://127.0.0.1:{port}/v1");
    }

    [TestCaseSource(nameof(Starts))]
    public async Task Port_that_is_in_use_is_reported(Func<string, string, int, Task<FakeChatServer>> start)
    {
        var port = new Uri(Server.BaseAddress).Port;

        var starting = () => start(Server.BaseAddress, RecordingPath, port);

        await starting.Should().ThrowAsync<IOException>().WithMessage($"*{port}*in use*");
    }

    [TestCaseSource(nameof(Starts))]
    public async Task Port_number_that_is_out_of_range_is_rejected(Func<string, string, int, Task<FakeChatServer>> start)
    {
        var starting = () => start(Server.BaseAddress, RecordingPath, 65_536);

        await starting.Should().ThrowAsync<ArgumentOutOfRangeException>().WithParameterName("port");
    }
}

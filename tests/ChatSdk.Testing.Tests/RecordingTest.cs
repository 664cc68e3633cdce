namespace ChatSdk.Testing.Tests;

/// <summary>Provides the path of a recording, and methods that record and replay the answers from <see cref="ClientTest.Server"/>.</summary>
public abstract class RecordingTest : ClientTest
{
    private string _folder = "";

    protected string RecordingPath => Path.Combine(_folder, "recording.jsonl");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("chatsdk-recording-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    protected async Task<FakeChatServer> RecordAsync(string query = "") =>
        DisposeLater(await FakeChatServer.StartRecordingAsync(Server.BaseAddress + query, RecordingPath, Guard));

    protected async Task<FakeChatServer> ReplayAsync(double timeScale = 0) =>
        DisposeLater(await FakeChatServer.StartReplayAsync(RecordingPath, timeScale, Guard));

    /// <summary>Runs an action with a recording server, then with a server that replays the recording, and returns both results.</summary>
    protected async Task<(T Recorded, T Replayed)> DoTwiceAsync<T>(Func<FakeChatServer, Task<T>> act)
    {
        T recorded;
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            recorded = await act(recorder);
        }

        return (recorded, await act(await ReplayAsync()));
    }

    protected Task<string> ReadFileAsync() => File.ReadAllTextAsync(RecordingPath, Guard);
}

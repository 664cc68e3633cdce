using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using ChatSdk.Benchmarks.Compare;

namespace ChatSdk.Benchmarks.Micro;

/// <summary>Measures writing requests, and reading complete answers and errors.</summary>
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private readonly ChatCompletionRequest _request = new()
    {
        Model = "bench-model",
        Messages = [ChatMessage.System(Prompts.System), ChatMessage.User(Prompts.User)],
        Temperature = 0.2,
    };

    private readonly byte[] _small = BytesOf("small");
    private readonly byte[] _large = BytesOf("large");
    private readonly ChatResponseInfo _response = new(new HttpResponseMessage(HttpStatusCode.TooManyRequests), new ChatClientOptions());
    private readonly byte[] _error = Encoding.UTF8.GetBytes("""{"error":{"message":"Rate limit reached for requests. Try again in 20s.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""");

    [Benchmark]
    public int WriteRequest() => WireBytes.Of(_request).Length;

    [Benchmark]
    public ChatCompletion ReadSmallAnswer() => WireReader.ReadAnswer<ChatCompletion>(_small);

    [Benchmark]
    public ChatCompletion ReadLargeAnswer() => WireReader.ReadAnswer<ChatCompletion>(_large);

    [Benchmark]
    public Exception ReadError() => ErrorReader.ReadResponse(_response, _error);

    private static byte[] BytesOf(string name) => Workload.All.Single(workload => workload.Name == name).Payloads.Single();
}

using System.Reflection;

namespace ChatSdk.Tests.Faults;

/// <summary>
/// Tests that every call is asynchronous. A synchronous call would bypass handlers that override only <c>SendAsync</c>, and could starve the thread pool.
/// Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.
/// </summary>
[TestFixture]
public sealed class SynchronousCallFaultTests
{
    private static readonly Assembly _library = typeof(ChatClient).Assembly;

    private static IEnumerable<MethodInfo> Calls => _library.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.DeclaringType == typeof(ChatClient) || method.GetParameters().Any(parameter => parameter.ParameterType == typeof(ChatClient)))
        .Where(method => !method.IsSpecialName && method.Name is not (nameof(IDisposable.Dispose) or nameof(ChatConversation.FromJson)));

    [Test]
    [Fault(80, "a synchronous call blocks its thread", "impossible, because every call is asynchronous")]
    public void Row_80_every_call_is_asynchronous()
    {
        Calls.Should().HaveCountGreaterThan(5);
        Calls.Should().OnlyContain(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && IsAsynchronous(method.ReturnType));
    }

    [Test]
    public void Row_80_synchronous_read_of_a_body_throws()
    {
        using var body = new ResponseStream(new MemoryStream([1]), TimeProvider.System);

        body.Invoking(it => it.ReadByte()).Should().Throw<NotSupportedException>();
    }

    [Test]
    public void Row_80_library_never_blocks_on_a_task()
    {
        var files = Directory.GetFiles(Path.Combine(Here(), "..", "..", "..", "src", "ChatSdk"), "*.cs", SearchOption.AllDirectories);

        files.Should().HaveCountGreaterThan(50);
        // The two excluded lines read the result of an operation that has already completed.
        files.SelectMany(File.ReadLines).Where(line => line.Trim() is not ("_current = read.Result;" or "result = operation.GetResult();")).Should().NotContain(line => line.Contains(".GetResult()", StringComparison.Ordinal) || line.Contains(".Wait()", StringComparison.Ordinal) || line.Contains(".Result;", StringComparison.Ordinal));
    }

    private static bool IsAsynchronous(Type type) => type.IsAssignableTo(typeof(Task))
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

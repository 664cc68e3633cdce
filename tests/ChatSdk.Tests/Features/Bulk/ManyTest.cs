using System.Globalization;
using System.Runtime.CompilerServices;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Many;

/// <summary>What the tests of many requests have in common: questions by number, and a source that counts what is taken of it.</summary>
public abstract class ManyTest : FakeServerTest
{
    private int _pulled;

    /// <summary>Gets how many questions were taken of <see cref="QuestionsAsync"/>.</summary>
    protected int Pulled => Volatile.Read(ref _pulled);

    /// <summary>Gets whether <see cref="QuestionsAsync"/> was disposed, or came to its end.</summary>
    protected bool IsSourceClosed { get; private set; }

    protected static ChatCompletionRequest Question(int number) => new() { Messages = [ChatMessage.User(number.ToString(CultureInfo.InvariantCulture))] };

    protected static IEnumerable<ChatCompletionRequest> Questions(int count) => Enumerable.Range(0, count).Select(Question);

    /// <summary>Gives questions, and throws after the last one if there is what to throw.</summary>
    protected async IAsyncEnumerable<ChatCompletionRequest> QuestionsAsync(int count, Exception? then = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var number = 0; number < count; number++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Increment(ref _pulled);
                yield return Question(number);
            }

            if (then is not null)
            {
                throw then;
            }
        }
        finally
        {
            IsSourceClosed = true;
        }
    }

    /// <summary>Gives questions without end; after a number of them it waits until it is cancelled.</summary>
    protected async IAsyncEnumerable<ChatCompletionRequest> QuestionsThenNothingAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var question in QuestionsAsync(count, cancellationToken: cancellationToken))
        {
            yield return question;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private protected static async Task<List<ChatRequestResult>> AllAsync(IAsyncEnumerable<ChatRequestResult> results)
    {
        List<ChatRequestResult> all = [];
        await foreach (var result in results.WithCancellation(Guard))
        {
            all.Add(result);
        }

        return all;
    }

    private protected async Task<List<FakeRequest>> ArrivedAsync(int count)
    {
        List<FakeRequest> requests = [];
        for (var number = 0; number < count; number++)
        {
            requests.Add(await Server.NextRequestAsync(Guard));
        }

        return requests;
    }
}

using System.Collections.Concurrent;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Many;

/// <summary>How many requests end before all are answered: the source fails, the caller cancels, the loop is left.</summary>
[TestFixture]
public sealed class ManyEndTests : ManyTest
{
    [TestCase(1)]
    [TestCase(4)]
    [TestCase(50)]
    public async Task Source_that_throws_is_told_behind_the_results_before_it(int maxConcurrency)
    {
        List<int> came = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(QuestionsAsync(20, new IOException("The file ended.")), maxConcurrency).WithCancellation(Guard))
            {
                result.IsSuccess.Should().BeTrue();
                came.Add(result.Index);
            }
        };

        await act.Should().ThrowExactlyAsync<IOException>().WithMessage("The file ended.");
        came.Order().Should().Equal(Enumerable.Range(0, 20));
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Source_that_throws_at_once_is_told()
    {
        var act = () => AllAsync(Client.CreateManyAsync(QuestionsAsync(0, new IOException("No file."))));

        await act.Should().ThrowExactlyAsync<IOException>();
    }

    [Test]
    public async Task List_that_throws_is_told_behind_the_results_before_it()
    {
        var act = () => AllAsync(Client.CreateManyAsync(Questions(5).Select((question, place) => place < 4 ? question : throw new IOException("The fifth."))));

        await act.Should().ThrowExactlyAsync<IOException>();
        Server.Requests.Should().HaveCount(4);
    }

    [Test]
    public async Task Source_that_is_cancelled_by_its_own_token_is_told_behind_the_results_before_it()
    {
        using var own = new CancellationTokenSource();
        await own.CancelAsync();
        List<int> came = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(QuestionsAsync(5, new OperationCanceledException(own.Token)), 2).WithCancellation(Guard))
            {
                came.Add(result.Index);
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        came.Order().Should().Equal(0, 1, 2, 3, 4);
    }

    [Test]
    public async Task Loop_that_is_left_ends_the_calls_and_the_source()
    {
        Server.AnswersText("one").AnswersAlways(FakeAnswer.Silence());

        await foreach (var result in Client.CreateManyAsync(QuestionsAsync(1000), maxConcurrency: 4).WithCancellation(Guard))
        {
            await ArrivedAsync(5);
            break;
        }

        IsSourceClosed.Should().BeTrue("it is left before the loop is over");
        await Task.WhenAll(Server.Requests.Skip(1).Select(request => request.ClientDisconnected)).WaitAsync(Guard);
        Pulled.Should().Be(5);
        Server.Requests.Should().HaveCount(5);
    }

    [Test]
    public async Task Loop_that_throws_ends_the_calls_and_the_source()
    {
        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(QuestionsThenNothingAsync(3)).WithCancellation(Guard))
            {
                throw new NotSupportedException(result.Completion!.Text);
            }
        };

        await act.Should().ThrowAsync<NotSupportedException>();
        IsSourceClosed.Should().BeTrue();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Caller_can_cancel_while_calls_run(bool byTheMethod)
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var many = Client.CreateManyAsync(QuestionsAsync(100), 3, cancellationToken: byTheMethod ? caller.Token : default);
        await using var results = many.GetAsyncEnumerator(byTheMethod ? default : caller.Token);
        var first = results.MoveNextAsync();
        var requests = await ArrivedAsync(3);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => first.AsTask()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await Task.WhenAll(requests.Select(request => request.ClientDisconnected)).WaitAsync(Guard);
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Caller_can_cancel_while_the_source_waits()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        List<int> came = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(QuestionsThenNothingAsync(4), 2, cancellationToken: caller.Token))
            {
                came.Add(result.Index);
                if (came.Count == 4)
                {
                    await caller.CancelAsync();
                }
            }
        };

        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        came.Order().Should().Equal(0, 1, 2, 3);
    }

    [Test]
    public async Task Token_that_is_cancelled_before_sends_nothing()
    {
        var act = () => Client.CreateManyAsync(Questions(3), cancellationToken: new CancellationToken(canceled: true)).GetAsyncEnumerator(Guard).MoveNextAsync().AsTask();

        await act.Should().ThrowAsync<OperationCanceledException>();
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Loop_is_left_while_the_source_blocks_its_thread(bool byToken)
    {
        using var queue = new BlockingCollection<ChatCompletionRequest> { Question(0) };
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        List<int> came = [];

        var act = async () =>
        {
            await foreach (var result in Client.CreateManyAsync(queue.GetConsumingEnumerable(), cancellationToken: caller.Token))
            {
                came.Add(result.Index);
                if (!byToken)
                {
                    break;
                }

                await caller.CancelAsync();
            }
        };

        var isCancelled = await act().WaitAsync(Guard).ContinueWith(ended => ended.IsCanceled, TaskScheduler.Default);
        isCancelled.Should().Be(byToken);
        came.Should().Equal(0);
        queue.CompleteAdding();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Loop_is_left_while_the_source_does_not_hear_its_token(bool byToken)
    {
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        await using (var results = Client.CreateManyAsync(DeafAsync(more.Task, closed), cancellationToken: caller.Token).GetAsyncEnumerator(Guard))
        {
            (await results.MoveNextAsync()).Should().BeTrue();
            if (byToken)
            {
                await caller.CancelAsync();
                await results.Invoking(later => later.MoveNextAsync().AsTask()).Should().ThrowAsync<OperationCanceledException>();
            }
        }

        more.SetResult();
        await closed.Task.WaitAsync(Guard);
        Server.Requests.Should().ContainSingle("what the source returns afterwards is not sent");
    }

    [Test]
    public async Task Source_that_fails_after_the_loop_was_left_is_observed()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, failure) => unobserved += failure.Exception.InnerException is IOException ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await foreach (var result in Client.CreateManyAsync(DeafAsync(more.Task, closed)).WithCancellation(Guard))
        {
            break;
        }

        more.SetException(new IOException("The file ended."));
        await closed.Task.WaitAsync(Guard);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= count;
        unobserved.Should().Be(0);
    }

    private static async IAsyncEnumerable<ChatCompletionRequest> DeafAsync(Task more, TaskCompletionSource closed)
    {
        try
        {
            yield return Question(0);
            await more;
            yield return Question(1);
        }
        finally
        {
            closed.SetResult();
        }
    }
}

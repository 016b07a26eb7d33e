"""What curators keep and bring in; articles by when they came in and, on PostgreSQL, by the words of their titles."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def make(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE INDEX article_title_words ON claims_article USING gin (to_tsvector('simple', title))")


def drop(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX article_title_words")


class Migration(migrations.Migration):

    dependencies = [
        ("claims", "0019_triage_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name='BroughtFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=40, verbose_name='table')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                ('body', models.BinaryField(blank=True, default=b'')),
                ('sha256', models.CharField(max_length=64)),
                ('put_in_at', models.DateTimeField(editable=False, null=True, verbose_name='put in at')),
                ('made', models.PositiveIntegerField(default=0, verbose_name='rows made')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='rows changed')),
                ('left', models.PositiveIntegerField(default=0, verbose_name='rows left as they were')),
            ],
            options={
                'verbose_name': 'file brought in',
                'verbose_name_plural': 'files brought in',
            },
        ),
        migrations.CreateModel(
            name='ClaimantSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('error', models.CharField(blank=True, default='', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='CuratedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('content', models.TextField(verbose_name='content')),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
            ],
            options={
                'verbose_name': 'version of an indicator',
                'verbose_name_plural': 'versions of indicators',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PhraseUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claims', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=100)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(blank=True, default='', max_length=1000)),
                ('shared', models.BooleanField(default=False, verbose_name='for all curators')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='UnmatchedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=120)),
                ('unit', models.CharField(blank=True, default='', max_length=40)),
                ('claims', models.PositiveIntegerField()),
                ('members', models.JSONField(default=list)),
                ('example', models.TextField()),
            ],
            options={
                'ordering': ['-claims', 'words'],
            },
        ),
        migrations.CreateModel(
            name='WikidataSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wikidata_id', models.CharField(max_length=20, verbose_name='Wikidata id')),
                ('label', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.CharField(blank=True, default='', max_length=300, verbose_name='description')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AlterModelOptions(
            name='claim',
            options={'permissions': [('view_desk', 'Can see the desk'), ('take_in', 'Can take in articles'), ('check_claim', 'Can check claims'), ('curate_claim', 'Can put claims aside and queue them again in the admin site')], 'verbose_name': 'claim', 'verbose_name_plural': 'claims'},
        ),
        migrations.AddField(
            model_name='claimant',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.claimant', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='outlet',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.outlet', verbose_name='merged into'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-added_at', '-id'], name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('indicator__isnull', True)), fields=['id'], name='claim_without_indicator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('checks_required__gt', 1)), fields=['id'], name='claim_of_two_checks'),
        ),
        migrations.AddField(
            model_name='broughtfile',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by'),
        ),
        migrations.AddField(
            model_name='claimantsearch',
            name='claimant',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search', to='claims.claimant'),
        ),
        migrations.AddField(
            model_name='curatedversion',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
        ),
        migrations.AddField(
            model_name='curatedversion',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='claims.indicator'),
        ),
        migrations.AddField(
            model_name='finding',
            name='curated',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='claims.curatedversion'),
        ),
        migrations.AddField(
            model_name='phraseuse',
            name='phrase',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='use', to='claims.phrase'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='unmatchedgroup',
            constraint=models.UniqueConstraint(fields=('words', 'unit'), name='unmatched_group_once'),
        ),
        migrations.AddField(
            model_name='wikidatasuggestion',
            name='claimant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='claims.claimant'),
        ),
        migrations.AddIndex(
            model_name='broughtfile',
            index=models.Index(fields=['by', 'sheet'], name='brought_file_of_person'),
        ),
        migrations.AddConstraint(
            model_name='curatedversion',
            constraint=models.UniqueConstraint(fields=('indicator', 'sha256'), name='curated_version_content'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('page', 'person', 'name'), name='saved_view_name'),
        ),
        migrations.AddConstraint(
            model_name='wikidatasuggestion',
            constraint=models.UniqueConstraint(fields=('claimant', 'wikidata_id'), name='suggestion_once'),
        ),
        migrations.RunPython(make, drop),
    ]

"""URL patterns of the import, below the admin's root."""

from django.urls import path

from brand.interview_import import views

app_name = "interview_import"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.work, name="work"),
    path("<int:pk>/details/", views.details, name="details"),
    path("<int:pk>/draft/", views.draft, name="draft"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
